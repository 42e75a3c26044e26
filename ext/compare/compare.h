/*
** compare.h: how much two texts, names or quotations are the same.
*/
#ifndef NEWS_COMPARE_H
#define NEWS_COMPARE_H

#include "text/text.h"

/* ---- names ------------------------------------------------------------- */

/* A key that Latin spellings of one name share: "Zelenskiy", "Zelensky" and
** "Zelenskyy"; "Sergei" and "Sergey"; accents dropped, order of the words kept, titles,
** particles and company forms dropped unless nothing else is left.  The first 24
** words and the first 48 bytes of a word count.  Appended to out. */
void name_key(Arena *arena, Slice name, Buffer *out);
/* 0..1, symmetric; 0.7 and above: the same person or organisation.  A surname alone
** scores at most 0.65. */
double name_match(Arena *arena, Slice a, Slice b);

/* ---- quotations and texts ---------------------------------------------- */

/* 0..1, symmetric: high for the same words in another translation, cut or order; 0.6 and
** above: the same statement, if one speaker said both.  0 for texts without content words. */
double quote_match(Arena *arena, const Text *a, const Text *b);
/* At most QUOTE_KEYS keys of what a speaker said, numbers of QUOTE_KEY_BYTES, the smallest first;
** returns how many.  Two quotations that are one statement nearly always have one in common,
** two others seldom. */
#define QUOTE_KEYS      10
#define QUOTE_KEY_BYTES 6
uint32_t quote_keys(Arena *arena, const Text *text, Slice speaker, uint64_t keys[QUOTE_KEYS]);

/* 128 minima of 32-bit hashes over word 4-shingles (Broder 1997), big-endian:
** 512 bytes.  Bytes 16i+1..16i+16 are band i of an LSH with 32 bands of 4.  0xFF throughout
** for a text without words.  The arena is only asked whether to go on; where it fails, out is worth
** nothing. */
#define MINHASH_BYTES 512
NewsResult minhash_make(Arena *arena, const Text *text, unsigned char out[MINHASH_BYTES]);
/* Share of equal minima: an estimate of the shingles' Jaccard resemblance. */
double minhash_match(const unsigned char *a, const unsigned char *b);
/* The resemblance itself: |A and B| / |A or B| of the word 4-shingles. */
double text_match(Arena *arena, const Text *a, const Text *b);

/* ---- differences ------------------------------------------------------- */

typedef enum DiffOp { DIFF_SAME, DIFF_REPLACE, DIFF_INSERT, DIFF_DELETE } DiffOp;
const char *diff_op_name(DiffOp op);
typedef struct DiffRow {
  DiffOp op;
  Span a, b; /* bytes; empty spans stand at the place of the gap */
} DiffRow;
typedef struct Diff {
  VECTOR(DiffRow) rows;
} Diff;
/* Word by word (Myers 1986, O(ND) in linear space, with a bound on D beyond which
** the rest is one replacement).  Case and the form of quotation marks are no difference. */
NewsResult diff_texts(Arena *arena, const Text *a, const Text *b, Diff *diff);

#endif
