#include "base/sha256.h"

enum { LENGTH_AT = SHA256_BLOCK - 8, ROUNDS = 64 };

/* Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64
 * primes. */
static const uint32_t constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turn(uint32_t x, unsigned bits)
{
    return x >> bits | x << (32 - bits);
}

/* Section 6.2.2, step 1: the message schedule. */
static void schedule(const unsigned char block[SHA256_BLOCK], uint32_t w[ROUNDS])
{
    for (size_t i = 0; i < 16; i++) {
        const unsigned char *at = block + 4 * i;
        w[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    for (size_t i = 16; i < ROUNDS; i++) {
        uint32_t a = w[i - 15];
        uint32_t b = w[i - 2];
        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[i - 7] +
               (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
}

/* Steps 2 to 4. */
static void take_block(struct sha256 *h)
{
    uint32_t w[ROUNDS];
    uint32_t v[8];
    schedule(h->block, w);
    memcpy(v, h->state, sizeof v);
    for (size_t i = 0; i < ROUNDS; i++) {
        uint32_t one = v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) +
                       ((v[4] & v[5]) ^ (~v[4] & v[6])) + constants[i] + w[i];
        uint32_t two = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) +
                       ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += one;
        v[0] = one + two;
    }
    for (size_t i = 0; i < 8; i++) {
        h->state[i] += v[i];
    }
}

void sha256_open(struct sha256 *h)
{
    *h = (struct sha256){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                     0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

void sha256_add(struct sha256 *h, struct slice s)
{
    while (s.length) {
        size_t at = h->length % SHA256_BLOCK;
        size_t part = s.length < SHA256_BLOCK - at ? s.length : SHA256_BLOCK - at;
        memcpy(h->block + at, s.data, part);
        h->length += part;
        s = slice_skip(s, part);
        if (at + part == SHA256_BLOCK) {
            take_block(h);
        }
    }
}

static struct slice number_of(uint64_t n, char bytes[8])
{
    for (size_t i = 0; i < 8; i++) {
        bytes[i] = (char)(n >> (56 - 8 * i));
    }
    return slice_of(bytes, 8);
}

void sha256_add_part(struct sha256 *h, struct slice s)
{
    char bytes[8];
    sha256_add(h, number_of(s.length, bytes));
    sha256_add(h, s);
}

/* Section 5.1.1: a bit, zeros, and the length in bits end the last block. */
void sha256_close(struct sha256 *h, unsigned char out[SHA256_BYTES])
{
    static const char zeros[SHA256_BLOCK];
    char bytes[8];
    struct slice length = number_of(h->length * 8, bytes);
    sha256_add(h, SLICE("\x80"));
    size_t at = h->length % SHA256_BLOCK;
    sha256_add(h, slice_of(zeros, (LENGTH_AT + SHA256_BLOCK - at) % SHA256_BLOCK));
    sha256_add(h, length);
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        out[i] = (unsigned char)(h->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void sha256_close_hex(struct sha256 *h, size_t count, char *out)
{
    unsigned char sum[SHA256_BYTES];
    sha256_close(h, sum);
    for (size_t i = 0; i < count; i++) {
        out[i] = "0123456789abcdef"[i % 2 ? sum[i / 2] & 15 : sum[i / 2] >> 4];
    }
    out[count] = '\0';
}
