/*
** gzip.c: a packed file reads as its plain bytes do; packed and then damaged, it is whole articles and
** an error, and ends.
**
** The input: how to damage (0: not at all), where, and the plain bytes of a web archive or of anything
** else.  They are packed in two members, as web archives are.
*/
#include <zlib.h>

#include "fuzz_file.h"

enum { FIRST_BYTES = 4, MEMBERS = 2 };
typedef enum Damage { DAMAGE_NONE, DAMAGE_CUT, DAMAGE_FLIP, DAMAGE_TAIL, DAMAGES } Damage;

/* Packs the bytes; *packed is the caller's to free. */
static size_t pack(const uint8_t *bytes, size_t length, uint8_t **packed)
{
  size_t room = MEMBERS * (length + 100), used = 0;
  *packed = malloc(room);
  PROMISE(*packed);
  for (int member = 0; member < MEMBERS; member++) {
    size_t from = member ? length / 2 : 0, to = member ? length : length / 2;
    z_stream zip = {0};
    PROMISE(deflateInit2(&zip, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    zip.next_in = (Bytef *)(uintptr_t)(bytes + from);
    zip.avail_in = (unsigned)(to - from);
    zip.next_out = *packed + used;
    zip.avail_out = (unsigned)(room - used);
    PROMISE(deflate(&zip, Z_FINISH) == Z_STREAM_END);
    used = room - zip.avail_out;
    deflateEnd(&zip);
  }
  return used;
}

/* The articles of the file, as a checksum of their bodies and titles; *errors counts those without. */
static uint32_t read_all(const char *path, uint32_t *articles, uint32_t *errors)
{
  const Article *a = NULL;
  uint32_t record = 0, sum = 0;
  Reader *reader = reader_open(&allocator_libc, slice_of(path), NULL);
  PROMISE(reader);
  *articles = *errors = 0;
  while (reader_next(reader, &a) == NEWS_OK && a) {
    promise_article(a, record);
    record = a->record;
    ++*(a->error.bytes ? errors : articles);
    if (a->title.bytes) sum = (uint32_t)crc32(sum, (const Bytef *)a->title.bytes, a->title.length);
    if (a->body.bytes) sum = (uint32_t)crc32(sum, (const Bytef *)a->body.bytes, a->body.length);
  }
  reader_close(reader);
  unlink(path);
  return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  uint8_t *packed;
  uint32_t articles, errors, packed_articles, packed_errors;
  if (length < FIRST_BYTES) return 0;
  Damage damage = bytes[0] % DAMAGES;
  const char *endings[2] = {bytes[0] & 0x80 ? "html" : "warc", bytes[0] & 0x80 ? "html.gz" : "warc.gz"};
  size_t where = bytes[1] | (size_t)bytes[2] << 8;
  size_t size = pack(bytes + FIRST_BYTES, length - FIRST_BYTES, &packed);
  if (damage == DAMAGE_CUT) size = where % size;
  if (damage == DAMAGE_FLIP) packed[where % size] ^= bytes[3];
  if (damage == DAMAGE_TAIL) packed[size++] = bytes[3]; /* there is room */
  uint32_t sum = read_all(fuzz_file(endings[1], packed, size), &packed_articles, &packed_errors);
  free(packed);
  if (damage != DAMAGE_NONE || length == FIRST_BYTES) return 0;
  if (bytes[FIRST_BYTES] == 0x1F) return 0; /* packed twice: only the outer one is looked through */
  PROMISE(sum ==
          read_all(fuzz_file(endings[0], bytes + FIRST_BYTES, length - FIRST_BYTES), &articles, &errors));
  PROMISE(articles == packed_articles && errors == packed_errors);
  return 0;
}
