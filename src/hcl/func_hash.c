/* Hashes and cryptography. The only file that includes OpenSSL. */
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "hcl/func.h"
#include "hcl/hash.h"
#include "text/utf8.h"

/* ---- hashes ------------------------------------------------------------------------------- */

/* In which form a hash is shown. */
enum form { HEX, BASE64 };

static struct str digest(struct arena *a, struct str bytes, const EVP_MD *algorithm)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned len;

    if (!EVP_Digest(bytes.p, bytes.n, out, &len, algorithm, NULL))
        die("the cryptographic library cannot compute a hash");
    return str_copy(a, str_of((const char *)out, len));
}

static struct str hex(struct arena *a, struct str bytes)
{
    static const char digits[] = "0123456789abcdef";
    char *out = arena_alloc(a, bytes.n * 2);

    for (size_t i = 0; i < bytes.n; i++) {
        out[2 * i] = digits[(unsigned char)bytes.p[i] >> 4];
        out[2 * i + 1] = digits[(unsigned char)bytes.p[i] & 15];
    }
    return str_of(out, bytes.n * 2);
}

struct str hash_sha256(struct arena *a, struct str bytes)
{
    return hex(a, digest(a, bytes, EVP_sha256()));
}

static const struct value *hashed(struct call *c, struct str bytes, const EVP_MD *algorithm,
                                  enum form form)
{
    struct str hash = digest(c->arena, bytes, algorithm);

    return func_text(c, form == HEX ? hex(c->arena, hash) : base64_encode(c->arena, hash));
}

/* Each hash as a function of a text and one of a file. */
#define HASH(name, file_name, algorithm, form)                                                     \
    static const struct value *name##_run(struct call *c)                                          \
    {                                                                                              \
        return hashed(c, arg_text(c, 0), algorithm(), form);                                       \
    }                                                                                              \
                                                                                                   \
    static const struct value *file_name##_run(struct call *c)                                     \
    {                                                                                              \
        const struct hcl_source *source = func_read(c, 0);                                         \
                                                                                                   \
        return source ? hashed(c, source->text, algorithm(), form) : NULL;                         \
    }

HASH(base64sha256, filebase64sha256, EVP_sha256, BASE64)
HASH(base64sha512, filebase64sha512, EVP_sha512, BASE64)
HASH(md5, filemd5, EVP_md5, HEX)
HASH(sha1, filesha1, EVP_sha1, HEX)
HASH(sha256, filesha256, EVP_sha256, HEX)
HASH(sha512, filesha512, EVP_sha512, HEX)

/* ---- UUIDs -------------------------------------------------------------------------------- */

enum { UUID_LEN = 16 };

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Thirty-two digits, with dashes in the usual places, perhaps in braces or as a URN. */
static bool parse_uuid(struct str s, unsigned char ret[UUID_LEN])
{
    bool dashes;
    size_t at = 0;

    if (s.n == 45 && str_eq_nocase(str_slice(s, 0, 9), str_lit("urn:uuid:")))
        s = str_skip(s, 9);
    else if (s.n == 38)
        s = str_slice(s, 1, 37); /* the reference does not look at what the braces are */
    dashes = s.n == 36;
    if (s.n != 36 && s.n != 32)
        return false;
    for (size_t i = 0; i < UUID_LEN; i++) {
        int high, low;

        if (dashes && (i == 4 || i == 6 || i == 8 || i == 10) && s.p[at++] != '-')
            return false;
        high = hex_value(s.p[at++]);
        low = hex_value(s.p[at++]);
        if (high < 0 || low < 0)
            return false;
        ret[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static const struct value *uuidv5_run(struct call *c)
{
    /* RFC 4122, appendix C. They differ in the first word's last digit. */
    static const char *const names[] = { "dns", "url", "oid", NULL, "x500" };
    unsigned char id[UUID_LEN];
    struct str space = arg_text(c, 0), name = arg_text(c, 1), hash, text;
    char *bytes = arena_alloc(c->arena, UUID_LEN + name.n);
    bool known = false;

    if (!parse_uuid(str_lit("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), id))
        BUG("the namespace is none");
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (names[i] && str_is(space, names[i])) {
            id[3] = (unsigned char)(id[3] + i);
            known = true;
        }
    }
    if (!known && !parse_uuid(space, id))
        return call_error(c, 0, "a namespace is dns, url, oid, x500 or a UUID");
    memcpy(bytes, id, UUID_LEN);
    memcpy(bytes + UUID_LEN, name.p, name.n);
    hash = digest(c->arena, str_of(bytes, UUID_LEN + name.n), EVP_sha1());
    memcpy(id, hash.p, UUID_LEN);
    id[6] = (id[6] & 0x0f) | 0x50;
    id[8] = (id[8] & 0x3f) | 0x80;
    text = hex(c->arena, str_of((const char *)id, UUID_LEN));
    return func_text(c, str_printf(c->arena, "%.8s-%.4s-%.4s-%.4s-%.12s", text.p, text.p + 8,
                                   text.p + 12, text.p + 16, text.p + 20));
}

static const struct value *uuid_run(struct call *c)
{
    return value_unknown(c->arena, &type_string, str_lit("uuid() differs at every run"));
}

/* ---- passwords and keys ------------------------------------------------------------------- */

/* The salt is random, so that the hash is never known before it is made. */
static const struct value *bcrypt_run(struct call *c)
{
    enum { COST_MAX = 31, PASSWORD_MAX = 72 };
    int64_t cost;

    if (c->n > 2)
        return call_error(c, 2, "only a text and a cost are allowed");
    if (c->n == 2 && !arg_int(c, 1, INT64_MIN, COST_MAX, &cost))
        return NULL;
    if (arg_text(c, 0).n > PASSWORD_MAX)
        return call_error(c, 0, "at most %d bytes can be hashed", PASSWORD_MAX);
    return value_unknown(c->arena, &type_string, str_lit("bcrypt() differs at every run"));
}

static EVP_PKEY *read_key(struct str pem)
{
    BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
    EVP_PKEY *key;

    if (!bio)
        die("out of memory");
    key = PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)(uintptr_t) "");
    BIO_free(bio);
    return key;
}

/* PKCS #1 v1.5; -1 if the text is not for this key. */
static int decrypt(struct arena *a, EVP_PKEY *key, struct str bytes, struct str *ret)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    unsigned char *out = NULL;
    size_t len = 0;
    int rc = -1;

    if (context && EVP_PKEY_decrypt_init(context) > 0 &&
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0 &&
        EVP_PKEY_decrypt(context, NULL, &len, (const unsigned char *)bytes.p, bytes.n) > 0) {
        out = arena_alloc(a, len);
        if (EVP_PKEY_decrypt(context, out, &len, (const unsigned char *)bytes.p, bytes.n) > 0)
            rc = 0;
    }
    EVP_PKEY_CTX_free(context);
    *ret = str_of((const char *)out, len);
    return rc;
}

static const struct value *rsadecrypt_run(struct call *c)
{
    enum { KEY_MAX = 64 * 1024 };
    struct str bytes, text;
    EVP_PKEY *key;
    bool rsa;
    int rc = -1;

    if (base64_decode(c->arena, arg_text(c, 0), &bytes) < 0)
        return call_error(c, 0, "this is not base64");
    key = arg_text(c, 1).n <= KEY_MAX ? read_key(arg_text(c, 1)) : NULL;
    rsa = key && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
    if (rsa)
        rc = decrypt(c->arena, key, bytes, &text);
    EVP_PKEY_free(key);
    ERR_clear_error();
    if (!rsa)
        return call_error(c, 1, "this is no RSA private key in PEM form without a passphrase");
    if (rc < 0)
        return call_error(c, 0, "the text cannot be decrypted with this key");
    if (!utf8_is_valid(text))
        return call_error(c, 0, "the decrypted bytes are not UTF-8 text");
    return func_text(c, text);
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct param one_string[] = { { "str", &type_string, 0 } };
static const struct param one_path[] = { { "path", &type_string, 0 } };
static const struct param bcrypt_cost = { "cost", &type_number, 0 };
static const struct param rsa_params[] = { { "ciphertext", &type_string, 0 },
                                           { "privatekey", &type_string, 0 } };
static const struct param uuid_params[] = { { "namespace", &type_string, 0 },
                                            { "name", &type_string, 0 } };

static const struct function table[] = {
    { "base64sha256", one_string, 1, NULL, result_string, base64sha256_run },
    { "base64sha512", one_string, 1, NULL, result_string, base64sha512_run },
    { "bcrypt", one_string, 1, &bcrypt_cost, result_string, bcrypt_run },
    { "filebase64sha256", one_path, 1, NULL, result_string, filebase64sha256_run },
    { "filebase64sha512", one_path, 1, NULL, result_string, filebase64sha512_run },
    { "filemd5", one_path, 1, NULL, result_string, filemd5_run },
    { "filesha1", one_path, 1, NULL, result_string, filesha1_run },
    { "filesha256", one_path, 1, NULL, result_string, filesha256_run },
    { "filesha512", one_path, 1, NULL, result_string, filesha512_run },
    { "md5", one_string, 1, NULL, result_string, md5_run },
    { "rsadecrypt", rsa_params, 2, NULL, result_string, rsadecrypt_run },
    { "sha1", one_string, 1, NULL, result_string, sha1_run },
    { "sha256", one_string, 1, NULL, result_string, sha256_run },
    { "sha512", one_string, 1, NULL, result_string, sha512_run },
    { "uuid", NULL, 0, NULL, result_string, uuid_run },
    { "uuidv5", uuid_params, 2, NULL, result_string, uuidv5_run },
};

const struct function_table functions_hash = { table, ARRAY_LEN(table), &functions_date };
