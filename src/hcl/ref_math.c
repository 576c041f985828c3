#include "hcl/ref_math.h"

#include <math.h>
#include <stdint.h>

#include "base/base.h"

/* ln 2 in two parts; the first has zeros at its end, so that products with it are exact. */
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW  1.90821492927058770002e-10

/* x = 2^k (1 + f), and log(1 + f) from a polynomial in s = f / (2 + f). */
double ref_log(double x)
{
    static const double c[] = { 6.666666666666735130e-01, 3.999999999940941908e-01,
                                2.857142874366239149e-01, 2.222219843214978396e-01,
                                1.818357216161805012e-01, 1.531383769920937332e-01,
                                1.479819860510658591e-01 };
    double f, s, s2, s4, t1, t2, half_square;
    int k;

    if (!(x > 0) || isinf(x))
        return log(x);
    f = frexp(x, &k);
    if (f < M_SQRT2 / 2) {
        f *= 2;
        k--;
    }
    f -= 1;
    s = f / (2 + f);
    s2 = s * s;
    s4 = s2 * s2;
    t1 = s2 * (c[0] + s4 * (c[2] + s4 * (c[4] + s4 * c[6])));
    t2 = s4 * (c[1] + s4 * (c[3] + s4 * c[5]));
    half_square = 0.5 * f * f;
    return k * LN2_HIGH - ((half_square - (s * (half_square + (t1 + t2)) + k * LN2_LOW)) - f);
}

/* x = k ln 2 + 16 r, exp(r) - 1 from its Taylor series, then four times (1 + y)^2 - 1. */
static double ref_exp(double x)
{
    static const double high = 0.69314718055966295651160180568695068359375;
    static const double low = 0.28235290563031577122588448175013436025525412068e-12;
    static const double c[] = { 2.4801587301587301587e-5,
                                1.9841269841269841270e-4,
                                1.3888888888888888889e-3,
                                8.3333333333333333333e-3,
                                4.1666666666666666667e-2,
                                1.6666666666666666667e-1,
                                0.5,
                                1.0 };
    double k, r, p;

    if (!isfinite(x) || fabs(x) > 700)
        return exp(x);
    k = rint(x * M_LOG2E);
    r = fma(-k, high, x);
    r = fma(-k, low, r);
    r *= 0.0625;
    p = c[0];
    for (unsigned i = 1; i < ARRAY_LEN(c); i++)
        p = fma(p, r, c[i]);
    r *= p;
    for (int i = 0; i < 3; i++)
        r *= r + 2;
    return ldexp(fma(r, r + 2, 1), (int)k);
}

/* By squaring x's fraction and adding up the exponents. */
double ref_pow(double x, double y)
{
    double whole, part = modf(fabs(y), &whole), a = 1;
    int exponent = 0, e;

    if (x == 0 || !isfinite(x) || !isfinite(y) || y == 0 || whole >= 0x1p63 || (x < 0 && part != 0))
        return pow(x, y);
    if (y == 0.5 || y == -0.5)
        return y > 0 ? sqrt(x) : 1 / sqrt(x);
    if (part > 0.5) {
        part--;
        whole++;
    }
    if (part != 0)
        a = ref_exp(part * ref_log(x));
    x = frexp(x, &e);
    for (int64_t i = (int64_t)whole; i != 0; i >>= 1) {
        if (e < -4096 || e > 4096) {
            exponent += e;
            break;
        }
        if (i & 1) {
            a *= x;
            exponent += e;
        }
        x *= x;
        e *= 2;
        if (x < 0.5) {
            x += x;
            e--;
        }
    }
    if (y < 0) {
        a = 1 / a;
        exponent = -exponent;
    }
    return ldexp(a, exponent);
}
