/* Delimited bytes to text columns, record by record as Python's csv module cuts them.

   What is given out follows Arrow's C data interface (https://arrow.apache.org/docs/format/CDataInterface.html): a
   structure of string views, with the number of cells of each record as its last child. Whoever takes it owns it all,
   and nothing in it points into the bytes that were cut. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "string views are put together as on a machine whose low bytes come first"
#endif
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

struct ArrowSchema {
  const char *format, *name, *metadata;
  int64_t flags, n_children;
  struct ArrowSchema **children, *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length, null_count, offset, n_buffers, n_children;
  const void **buffers;
  struct ArrowArray **children, *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

/* A string view: how long a text is, and it whole where it has up to 12 bytes, else how it starts and where it is. */
typedef struct { uint32_t length, start; uint64_t more; } View;

enum { BLOCK = 64, STRIDE = 16, VIEW_BUFFERS = 4, USUAL_CELL = 16, WITHIN = 12, MARK = '"' };

/* ``columns[i]`` holds the cells of the column i of a record, null where it is not ``wanted``; ``text``, of ``size``
   bytes, is what they point into. There is ``room`` for so many records. */
typedef struct {
  int64_t width, room, size;
  const uint8_t *wanted;
  View **columns;
  int64_t *widths;
  uint8_t *text;
  const void *own_buffers[1];
  const void **buffers;
  struct ArrowArray *children, **children_given;
} Frame;

static void drop(Frame *frame) {
  for (int64_t i = 0; frame->columns && i < frame->width; i++) free(frame->columns[i]);
  free(frame->columns);
  free(frame->widths);
  free(frame->text);
  free(frame->buffers);
  free(frame->children);
  free(frame->children_given);
  free(frame);
}

static int grown(Frame *frame, int64_t room) {
  int64_t *widths = realloc(frame->widths, room * sizeof *widths);
  if (!widths) return 0;
  frame->widths = widths;
  for (int64_t i = 0; i < frame->width; i++) {
    if (!frame->wanted[i]) continue;
    View *views = realloc(frame->columns[i], room * sizeof *views);
    if (!views) return 0;
    frame->columns[i] = views;
  }
  frame->room = room;
  return 1;
}

static Frame *new_frame(const uint8_t *bytes, int64_t size, int64_t width, const uint8_t *wanted) {
  Frame *frame = calloc(1, sizeof *frame);
  if (!frame) return NULL;
  frame->size = size;
  frame->width = width;
  frame->wanted = wanted;
  frame->columns = calloc(width + 1, sizeof *frame->columns);
  frame->text = malloc(size + STRIDE);
  if (!frame->columns || !frame->text || !grown(frame, BLOCK + size / (width + 1) / USUAL_CELL)) {
    drop(frame);
    return NULL;
  }
  memcpy(frame->text, bytes, size);
  return frame;
}

/* The view of the text at ``start``; without branches, which cells of all lengths make dear. */
static inline View view(const uint8_t *text, int64_t start, int64_t length) {
  const int within = length <= WITHIN;
  const uint64_t kept_start = length >= 4 ? 0xFFFFFFFF : ((uint64_t)1 << 8 * length) - 1;
  const int64_t rest = length < 4 || !within ? 0 : length - 4;
  const uint64_t kept = rest == 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * rest) - 1;
  View made = {.length = (uint32_t)length};
  memcpy(&made.start, text + start, sizeof made.start);
  memcpy(&made.more, text + start + sizeof made.start, sizeof made.more);
  made.start &= (uint32_t)kept_start;
  made.more = (made.more & kept) | (within ? 0 : (uint64_t)start << 32);
  return made;
}

static int64_t undoubled(uint8_t *cell, int64_t length) {
  int64_t kept = 0;
  for (int64_t i = 0; i < length; i += 1 + (cell[i] == MARK)) cell[kept++] = cell[i];
  return kept;
}

/* Of 64 bytes, a bit each: what may end a cell, and what the bytes are in UTF-8. */
typedef struct { uint64_t structure, high, continuing, opening_two, opening_more, never; } Look;

#if defined(__SSE2__)
static Look look(const uint8_t *bytes, uint8_t separator) {
  Look seen = {0};
  for (int i = 0; i < BLOCK; i += STRIDE) {
    __m128i some = _mm_loadu_si128((const __m128i *)(bytes + i));
#define WHERE(vector) ((uint64_t)(uint32_t)_mm_movemask_epi8(vector) << i)
#define IS(byte) _mm_cmpeq_epi8(some, _mm_set1_epi8((char)(byte)))
#define BELOW(byte) _mm_cmplt_epi8(some, _mm_set1_epi8((char)(byte)))
    seen.structure |= WHERE(_mm_or_si128(_mm_or_si128(IS(separator), IS(MARK)), _mm_or_si128(IS('\n'), IS('\r'))));
    uint64_t high = WHERE(some);
    if (!high) continue;
    uint64_t below_two = WHERE(BELOW(0xC0)), below_more = WHERE(BELOW(0xE0));
    seen.high |= high;
    seen.continuing |= below_two;
    seen.opening_two |= below_more & ~below_two;
    seen.opening_more |= high & ~below_more;
    seen.never |= WHERE(_mm_or_si128(IS(0xC0), IS(0xC1)));
  }
  return seen;
}
#else
static Look look(const uint8_t *bytes, uint8_t separator) {
  Look seen = {0};
  for (int i = 0; i < BLOCK; i++) {
    uint8_t byte = bytes[i];
    uint64_t here = (uint64_t)1 << i;
    if (byte == separator || byte == MARK || byte == '\n' || byte == '\r') seen.structure |= here;
    if (byte < 0x80) continue;
    seen.high |= here;
    *(byte < 0xC0 ? &seen.continuing : byte < 0xE0 ? &seen.opening_two : &seen.opening_more) |= here;
    if (byte == 0xC0 || byte == 0xC1) seen.never |= here;
  }
  return seen;
}
#endif

/* The end of the last character that begins before ``until``, null where one is not UTF-8 (Unicode 16, table 3-7). */
static const uint8_t *past_characters(const uint8_t *byte, const uint8_t *until, const uint8_t *end) {
  while (byte < until) {
    uint8_t first = *byte;
    int more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
    if (more < 0 || end - byte <= more) return NULL;
    if (more && (byte[1] < (first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80) ||
                 byte[1] > (first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF))) return NULL;
    for (int i = 2; i <= more; i++)
      if ((byte[i] & 0xC0) != 0x80) return NULL;
    byte += more + 1;
  }
  return byte;
}

/* ``due`` has a bit for each first byte of the block that goes on with a character of the block before. */
static int is_utf8(Look seen, const uint8_t *block, const uint8_t *end, uint64_t *due) {
  if (!(seen.opening_more | seen.never)) {
    int right = seen.continuing == (seen.opening_two << 1 | *due);
    *due = seen.opening_two >> (BLOCK - 1);
    return right;
  }
  if ((seen.continuing & *due) != *due) return 0;
  const uint8_t *until = end - block < BLOCK ? end : block + BLOCK;
  const uint8_t *past = past_characters(block + __builtin_popcountll(*due), until, end);
  if (!past) return 0;
  *due = ((uint64_t)1 << (past - until)) - 1;
  return 1;
}

/* For schemas whose memory is somebody else's. */
void release_schema(struct ArrowSchema *schema) { schema->release = NULL; }

static void release_child(struct ArrowArray *child) { child->release = NULL; }

static void release(struct ArrowArray *given) {
  drop(given->private_data);
  given->release = NULL;
}

static int give(Frame *frame, int64_t rows, struct ArrowArray *given) {
  int64_t children = 1;
  for (int64_t i = 0; i < frame->width; i++) children += frame->wanted[i];
  frame->children = calloc(children, sizeof *frame->children);
  frame->children_given = calloc(children, sizeof *frame->children_given);
  frame->buffers = calloc(children * VIEW_BUFFERS, sizeof *frame->buffers);
  if (!frame->children || !frame->children_given || !frame->buffers) return 0;
  for (int64_t i = 0, column = 0; i < children; i++, column++) {
    while (column < frame->width && !frame->wanted[column]) column++;
    int is_text = column < frame->width;
    const void **buffers = frame->buffers + i * VIEW_BUFFERS;
    buffers[1] = is_text ? (const void *)frame->columns[column] : frame->widths;
    buffers[2] = frame->text;
    buffers[3] = &frame->size;
    frame->children[i] = (struct ArrowArray){.length = rows, .n_buffers = is_text ? VIEW_BUFFERS : 2,
                                             .buffers = buffers, .release = release_child};
    frame->children_given[i] = frame->children + i;
  }
  *given = (struct ArrowArray){.length = rows, .n_buffers = 1, .n_children = children,
                               .buffers = frame->own_buffers, .children = frame->children_given,
                               .release = release, .private_data = frame};
  return 1;
}

/* Cuts the whole records that ``bytes`` start with, and gives the cells of the columns with a 1 in ``wanted``; a cell
   that is not there is empty. Returns the bytes that those records took, or -1, with nothing given, where bytes are
   not UTF-8, text follows a closing mark, or memory is out. A return at the very end may be half of a line break, and
   ends no record. Nor does it go on where so many records are short that their views would take much more memory than
   the bytes. */
int64_t cut(const uint8_t *bytes, int64_t size, uint8_t separator, int64_t width, const uint8_t *wanted,
            struct ArrowArray *given) {
  Frame *frame = new_frame(bytes, size, width, wanted);
  const uint8_t *end = bytes + size;
  const int64_t most = BLOCK + size / (width + 1);
  int64_t start = 0, whole = 0, rows = 0, column = 0, closed = -1;
  int quoted = 0, doubled = 0;
  uint64_t due = 0;
  if (!frame) return -1;
  uint8_t *const text = frame->text;
  View *const *const columns = frame->columns;
  for (int64_t base = 0; base < size; base += BLOCK) {
    uint8_t last[BLOCK] = {0};
    const uint8_t *block = bytes + base;
    if (size - base < BLOCK) block = memcpy(last, block, size - base);
    Look seen = look(block, separator);
    if ((seen.high || due) && !is_utf8(seen, bytes + base, end, &due)) goto refused;
    for (uint64_t marks = seen.structure; marks; marks &= marks - 1) {
      int64_t at = base + __builtin_ctzll(marks);
      uint8_t mark = bytes[at];
      if (quoted && closed < 0) {
        if (mark == MARK) closed = at;
        continue;
      }
      if (quoted && mark == MARK && closed == at - 1) {
        closed = -1;
        doubled = 1;
        continue;
      }
      if (quoted && closed != at - 1) goto refused;
      if (mark == MARK) {
        if (at > start) continue;
        quoted = 1;
        closed = -1;
        continue;
      }
      if (mark == '\r' && at == size - 1) goto done;
      if (mark == '\n' && at == start && !column && at && bytes[at - 1] == '\r') {
        whole = ++start;
        continue;
      }
      if (rows == most) goto done;
      if (rows == frame->room && !grown(frame, rows * 2 < most ? rows * 2 : most)) goto refused;
      int blank = mark != separator && !column && at == start;
      if (column < width && wanted[column] && !blank) {
        int64_t from = start + quoted, length = (quoted ? closed : at) - from;
        if (doubled) length = undoubled(text + from, length);
        columns[column][rows] = view(text, from, length);
      }
      quoted = doubled = 0;
      start = at + 1;
      column += !blank;
      if (mark == separator) continue;
      frame->widths[rows++] = column;
      for (; column < width; column++)
        if (wanted[column]) columns[column][rows - 1] = (View){0};
      column = 0;
      whole = start;
    }
  }
  if (due) goto refused;
done:
  if (give(frame, rows, given)) return whole;
refused:
  drop(frame);
  return -1;
}
