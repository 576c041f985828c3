/*
 * ref_math: logarithm and power as the reference computes them.
 *
 * Terraform's log() and pow() go through doubles and Go's math package, whose last digit differs
 * from the C library's in many cases. Numbers print all their digits, so the same approximations
 * are needed to give the same result: FreeBSD's for log, powers by squaring, and for exp the
 * polynomial that Go uses on machines with fused multiply-add.
 */
#ifndef HCL_REF_MATH_H
#define HCL_REF_MATH_H

double ref_log(double x);
double ref_pow(double x, double y);

#endif
