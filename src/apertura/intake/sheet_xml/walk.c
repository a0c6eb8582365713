/* The part of an xlsx that holds a sheet (ECMA-376-1, 18.3), to what must be known of it, and to its cells by column.

   Only what programs usually write is taken: every row and cell with its address, one after the other, and values in
   their usual spelling. Whatever else there is, the part is refused whole, for others to read. Nothing is taken that is
   not well-formed XML. */

#define _POSIX_C_SOURCE 200809L
#include "grid.h"
#include "numbers.h"
#include "xml.h"

enum { DEEPEST = 64, LAST_ROW = 1048576, LAST_COLUMN = 16384 };

/* As bounds.py has them. */
enum { GAP_ROWS = 10000, GAP_COLUMNS = 500 };

/* What a sheet is, whether its cells are wanted or not: the rectangle from A1 to the last row and column named, and to
   the last before a gap; how many shared texts and formats its cells use, counted to the last that one names; and
   whether anything is hidden, merged, computed or at fault. */
typedef struct {
  int64_t rows, columns, near_rows, near_columns, texts, formats;
  int64_t hidden, merged, formulas, faults;
} Seen;

/* The shared texts, one after the other, ``starts`` with one more for the end; and the Format of each format. */
typedef struct {
  const uint8_t *texts;
  const int64_t *starts;
  int64_t count;
  const uint8_t *formats;
  int64_t n_formats;
} Given;

/* ``open`` are the elements that are open, ``used`` the columns that have cells; then what is known of the last cell. */
typedef struct {
  Xml xml;
  Slice open[DEEPEST];
  int depth, in_data, was_data;
  Seen *seen;
  const Given *given;
  Grid *grid;
  uint8_t used[LAST_COLUMN];
  int64_t row, column;
  Slice type, format, value;
  int has_value, has_text, is_text, is_odd, keeps_blanks;
} Walk;

static int give_as(Walk *walk, const uint8_t *shown, int64_t length, enum Kind kind) {
  return give(walk->grid, walk->row, walk->column, shown, length, kind);
}

/* A text that begins with a blank, or with what is not ASCII, may be blank; one with # or E, that of an error. */
static int give_as_text(Walk *walk, const uint8_t *shown, int64_t length) {
  const uint8_t first = length ? *shown : 0;
  const int sure = first > ' ' && first < 0x7F && first != '#' && first != 'E';
  return give_as(walk, shown, length, length ? sure ? TEXT : DOUBTFUL : EMPTY);
}

/* Whether an escape of the format itself, as _x000D_, stands at ``at``. */
static int is_escape(const uint8_t *at, const uint8_t *end) {
  if (end - at < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_') return 0;
  for (int i = 2; i < 6; i++)
    if (!is_hexadecimal(at[i])) return 0;
  return 1;
}

/* A text with its references resolved. Line breaks other than \n, and the escapes of the format itself, are for others
   to read. */
static int give_text(Walk *walk, Slice raw) {
  if (!walk->is_odd) return give_as_text(walk, raw.start, raw.length);
  uint8_t *written = malloc((size_t)raw.length + 1);
  int64_t length = 0;
  const uint8_t *end = raw.start + raw.length;
  int given = written != NULL;
  for (const uint8_t *at = raw.start; given && at < end;) {
    if (*at == '\r' || is_escape(at, end)) given = 0;
    if (*at != '&') {
      written[length++] = *at++;
      continue;
    }
    uint32_t character_ = 0;
    at += reference(at, end, &character_);
    if (character_ == '\r' || character_ == '_') given = 0;
    length += as_utf8(character_, written + length);
  }
  given = given && give_as_text(walk, written, length);
  free(written);
  return given;
}

static int give_number(Walk *walk) {
  char shown[LONGEST_SHOWN];
  int64_t place = walk->format.start ? whole(walk->format, INT32_MAX) : -1;
  enum Format format = walk->format.start ? OTHER : PLAIN;
  if (!walk->value.length) return 1;
  if (place >= 0 && place < walk->given->n_formats) format = walk->given->formats[place];
  int length = shown_number(walk->value, format, shown);
  return length && give_as(walk, (const uint8_t *)shown, length, format == DATED ? DATE : NUMBER);
}

static int give_shared(Walk *walk) {
  const Given *given = walk->given;
  if (!walk->value.length) return 1;
  int64_t place = whole(walk->value, INT32_MAX);
  if (place < 0 || place >= given->count) return 0;
  return give_as_text(walk, given->texts + given->starts[place], given->starts[place + 1] - given->starts[place]);
}

static int give_fault(Walk *walk) {
  static const char *const FAULTS[] = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"};
  for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++)
    if (is(walk->value, FAULTS[i])) return give_as(walk, walk->value.start, walk->value.length, FAULT);
  return 0;
}

static int has_edge(Slice text_) {
  return text_.length && (is_space(text_.start[0]) || is_space(text_.start[text_.length - 1]));
}

static int give_cell(Walk *walk) {
  Slice type = walk->type;
  if (!walk->has_value) return 1;
  if (walk->is_text)
    return is(type, "inlineStr") && (walk->keeps_blanks || !has_edge(walk->value)) && give_text(walk, walk->value);
  if (!type.start || is(type, "n")) return give_number(walk);
  if (is(type, "s")) return give_shared(walk);
  if (is(type, "str")) return give_text(walk, walk->value);
  if (is(type, "e")) return give_fault(walk);
  if (is(type, "b") && is(walk->value, "1")) return give_as(walk, (const uint8_t *)"true", 4, BOOLEAN);
  return is(type, "b") && is(walk->value, "0") && give_as(walk, (const uint8_t *)"false", 5, BOOLEAN);
}

static int begin_row(Walk *walk) {
  const Slice *address = of(&walk->xml, "r");
  int64_t row = address ? whole(*address, LAST_ROW) : -1;
  if (row <= walk->row) return 0;
  if (walk->row && row - walk->row > GAP_ROWS && !walk->seen->near_rows) walk->seen->near_rows = walk->row;
  walk->row = walk->seen->rows = row;
  walk->column = 0;
  return 1;
}

static int begin_cell(Walk *walk) {
  const Slice *address = of(&walk->xml, "r"), *type = of(&walk->xml, "t"), *format = of(&walk->xml, "s");
  int64_t column = 0, letters = 0;
  if (!address) return 0;
  for (; letters < address->length && address->start[letters] >= 'A' && address->start[letters] <= 'Z'; letters++)
    if ((column = column * 26 + address->start[letters] - 'A' + 1) > LAST_COLUMN) return 0;
  if (column <= walk->column) return 0;
  if (whole((Slice){address->start + letters, address->length - letters}, LAST_ROW) != walk->row) return 0;
  walk->column = column;
  walk->used[column - 1] = 1;
  walk->type = type ? *type : (Slice){0};
  walk->format = format ? *format : (Slice){0};
  walk->has_value = walk->has_text = walk->is_text = 0;
  walk->seen->faults |= type && is(*type, "e");
  int64_t number = format ? whole(*format, INT32_MAX) : -1;
  if (number >= walk->seen->formats) walk->seen->formats = number + 1;
  return 1;
}

/* What stands in a cell: a formula or not, and then one value at most. */
static int begin_in_cell(Walk *walk) {
  if (is(walk->xml.name, "f")) {
    walk->seen->formulas = 1;
    return !walk->has_value;
  }
  walk->is_text = is(walk->xml.name, "is");
  if (walk->has_value || !(walk->is_text || is(walk->xml.name, "v"))) return 0;
  walk->has_value = 1;
  walk->value = (Slice){walk->xml.name.start, 0};
  return 1;
}

/* Blanks around a text count where they are said to; where they are not, they are for others to leave out. */
static int begin_text(Walk *walk) {
  const Slice *space = of(&walk->xml, "xml:space");
  walk->keeps_blanks = space && is(*space, "preserve");
  return !walk->has_text++;
}

static int is_range(const Slice *range) {
  int64_t at = 0;
  for (int corner = 0; range && corner < 2; corner++) {
    int64_t column = 0, row = 0;
    for (; at < range->length && range->start[at] >= 'A' && range->start[at] <= 'Z'; at++)
      if ((column = column * 26 + range->start[at] - 'A' + 1) > LAST_COLUMN) return 0;
    for (; at < range->length && range->start[at] >= '0' && range->start[at] <= '9'; at++)
      if ((row = row * 10 + range->start[at] - '0') > LAST_ROW) return 0;
    if (!column || !row) return 0;
    if (at == range->length) return 1;
    if (range->start[at++] != ':') return 0;
  }
  return 0;
}

static int opened(Walk *walk) {
  for (int i = 0; i < walk->xml.n_attributes; i++) walk->seen->hidden |= ends_with(walk->xml.attributes[i].name, "hidden");
  if (!walk->depth) return is(walk->xml.name, "worksheet");
  if (walk->depth == 1 && is(walk->xml.name, "sheetData")) {
    walk->in_data = !walk->xml.closed;
    return !walk->was_data++;
  }
  if (!walk->in_data) {
    int merges = ends_with(walk->xml.name, "mergeCell");
    walk->seen->merged |= merges;
    /* readers refuse a sheet for any of these that is no range */
    if (walk->grid && (merges || ends_with(walk->xml.name, "dimension")) && !is_range(of(&walk->xml, "ref"))) return 0;
    /* a second place for cells, wherever it is */
    return !ends_with(walk->xml.name, "sheetData");
  }
  if (walk->depth == 2) return is(walk->xml.name, "row") && begin_row(walk);
  if (walk->depth == 3) return is(walk->xml.name, "c") && begin_cell(walk);
  if (walk->depth == 4) return begin_in_cell(walk);
  return walk->is_text && (!walk->grid || (walk->depth == 5 && is(walk->xml.name, "t") && begin_text(walk)));
}

static int closed(Walk *walk) {
  if (walk->in_data && walk->depth == 1) walk->in_data = 0;
  return !(walk->in_data && walk->grid && walk->depth == 3) || give_cell(walk);
}

/* A text between tags: the value of a cell, or nothing that is one. */
static int between(Walk *walk, Slice found) {
  if (!found.length) return 1;
  if (!walk->depth) return is_blank(found.start, found.length);
  if (!walk->in_data) return 1;
  Slice in = walk->open[walk->depth - 1];
  if (!walk->grid) {
    int64_t place = walk->depth == 5 && is(in, "v") && is(walk->type, "s") ? whole(found, INT32_MAX) : -1;
    if (place >= walk->seen->texts) walk->seen->texts = place + 1;
    return 1;
  }
  if (walk->depth == 5 && is(in, "f")) return 1;
  if (walk->depth == (walk->is_text ? 6 : 5) && walk->has_value) {
    walk->value = found;
    walk->is_odd = walk->xml.is_odd;
    return 1;
  }
  for (int64_t i = 0; i < found.length; i++)
    if (!is_space(found.start[i])) return 0;
  return 1;
}

static int walked(Walk *walk) {
  int begun = 0;
  if (!begins_as_usual(&walk->xml)) return 0;
  for (;;) {
    Slice found;
    if (!text(&walk->xml, '<', &found) || !between(walk, found)) return 0;
    if (walk->xml.at == walk->xml.end) return begun && !walk->depth && walk->was_data;
    walk->xml.at++;
    if (!tag(&walk->xml)) return 0;
    if (walk->xml.closes) {
      if (!walk->depth) return 0;
      Slice open = walk->open[--walk->depth];
      if (!are_same(open, walk->xml.name)) return 0;
      if (!closed(walk)) return 0;
      continue;
    }
    if ((!walk->depth && begun) || walk->depth == DEEPEST || !opened(walk)) return 0;
    begun = 1;
    if (walk->xml.closed) {
      if (walk->depth > 1 && !closed(walk)) return 0;
    } else
      walk->open[walk->depth++] = walk->xml.name;
  }
}

static void measure(Walk *walk) {
  Seen *seen = walk->seen;
  int64_t before = 0;
  for (int64_t column = 1; column <= LAST_COLUMN; column++) {
    if (!walk->used[column - 1]) continue;
    if (before && column - before > GAP_COLUMNS && !seen->near_columns) seen->near_columns = before;
    before = seen->columns = column;
  }
  if (!seen->rows) seen->rows = 1;
  if (!seen->near_rows) seen->near_rows = seen->rows;
  if (!seen->near_columns) seen->near_columns = seen->columns;
}

static Walk *new_walk(const uint8_t *xml, int64_t size, Seen *seen) {
  Walk *walk = calloc(1, sizeof *walk);
  *seen = (Seen){0};
  if (!walk) return NULL;
  walk->xml.at = xml;
  walk->xml.end = xml + size;
  walk->seen = seen;
  return walk;
}

/* Looks through a part without its cells; returns 0 where it is not written as usual. */
int look(const uint8_t *xml, int64_t size, Seen *seen) {
  Walk *walk = new_walk(xml, size, seen);
  int done = walk && walked(walk);
  if (done) measure(walk);
  free(walk);
  return done;
}

/* Gives the cells of a part, to be released; null where it is not written as usual, or memory is out. */
Grid *cells(const uint8_t *xml, int64_t size, const Given *given) {
  Seen seen;
  Walk *walk = new_walk(xml, size, &seen);
  Grid *grid = calloc(1, sizeof *grid);
  int done = walk && grid;
  if (done) {
    walk->given = given;
    walk->grid = grid;
    done = walked(walk) && level(grid);
  }
  free(walk);
  if (done) return grid;
  release(grid);
  return NULL;
}
