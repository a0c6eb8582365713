/* XML 1.0 (https://www.w3.org/TR/xml/) tag by tag: what is not well formed, or not written as programs write it, is
   refused. A declaration of a document, comments, instructions and sections of data are. */

#pragma once

#include <stdint.h>
#include <string.h>

enum { MOST_ATTRIBUTES = 32 };

typedef struct { const uint8_t *start; int64_t length; } Slice;

typedef struct { Slice name, value; } Attribute;

/* Where a reading stands; whether the text that was read last has what is not to be taken as it stands (a reference, a
   return, or a low line, which may begin an escape); and the tag that was read last: whether it ``closes`` an element,
   or opens and ``closed`` one at once. */
typedef struct {
  const uint8_t *at, *end;
  Slice name;
  Attribute attributes[MOST_ATTRIBUTES];
  int is_odd, n_attributes, closes, closed;
} Xml;

static int is(Slice slice, const char *word) {
  return slice.start && slice.length == (int64_t)strlen(word) && !memcmp(slice.start, word, (size_t)slice.length);
}

static int ends_with(Slice slice, const char *word) {
  int64_t length = (int64_t)strlen(word);
  return slice.length >= length && !memcmp(slice.start + slice.length - length, word, (size_t)length);
}

static int is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

static int is_blank(const uint8_t *text, int64_t length) {
  for (int64_t i = 0; i < length; i++)
    if (text[i] != ' ' && (text[i] < '\t' || text[i] > '\r')) return 0;
  return 1;
}

/* Of names in ASCII: 2 what may begin one, 1 what may go on with it. */
static const uint8_t NAME[256] = {
    ['a' ... 'z'] = 2, ['A' ... 'Z'] = 2, ['_'] = 2, ['0' ... '9'] = 1, [':'] = 1, ['-'] = 1, ['.'] = 1};

/* Names are short: to compare them here takes less than to call what compares anything. */
static int are_same(Slice one, Slice other) {
  if (one.length != other.length) return 0;
  for (int64_t i = 0; i < one.length; i++)
    if (one.start[i] != other.start[i]) return 0;
  return 1;
}

static int is_hexadecimal(uint8_t byte) {
  uint8_t lower = byte | 0x20;
  return (byte >= '0' && byte <= '9') || (lower >= 'a' && lower <= 'f');
}

/* How many bytes the character at ``byte`` takes, beyond ASCII; 0 where it is not UTF-8 (Unicode 16, table 3-7), or not
   one of XML's. */
static int character(const uint8_t *byte, const uint8_t *end) {
  uint8_t first = *byte;
  int more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
  if (!more || end - byte <= more) return 0;
  if (byte[1] < (first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80) ||
      byte[1] > (first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF)) return 0;
  for (int i = 2; i <= more; i++)
    if ((byte[i] & 0xC0) != 0x80) return 0;
  if (first == 0xEF && byte[1] == 0xBF && byte[2] >= 0xBE) return 0;
  return more + 1;
}

/* The character that a reference stands for, and how long the reference is; 0 where it is none of XML's. */
static int64_t reference(const uint8_t *at, const uint8_t *end, uint32_t *stands_for) {
  static const struct { const char *written; uint8_t character; } NAMED[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
    int64_t length = (int64_t)strlen(NAMED[i].written);
    if (end - at < length || memcmp(at, NAMED[i].written, (size_t)length)) continue;
    *stands_for = NAMED[i].character;
    return length;
  }
  if (end - at < 4 || at[1] != '#') return 0;
  int hexadecimal = at[2] == 'x';
  const uint8_t *digit = at + 2 + hexadecimal;
  uint32_t number = 0;
  for (; digit < end && *digit != ';'; digit++) {
    int decimal = *digit >= '0' && *digit <= '9';
    if (!decimal && !(hexadecimal && is_hexadecimal(*digit))) return 0;
    number = number * (hexadecimal ? 16 : 10) + (decimal ? *digit - '0' : (*digit | 0x20) - 'a' + 10);
    if (number > 0x10FFFF) return 0;
  }
  if (digit == end || digit == at + 2 + hexadecimal) return 0;
  if (number < 0x20 && number != '\t' && number != '\n' && number != '\r') return 0;
  if ((number >= 0xD800 && number < 0xE000) || number == 0xFFFE || number == 0xFFFF) return 0;
  *stands_for = number;
  return digit + 1 - at;
}

static int64_t as_utf8(uint32_t character, uint8_t *written) {
  if (character < 0x80) return written[0] = (uint8_t)character, 1;
  if (character < 0x800) {
    written[0] = (uint8_t)(0xC0 | character >> 6);
    written[1] = (uint8_t)(0x80 | (character & 0x3F));
    return 2;
  }
  if (character < 0x10000) {
    written[0] = (uint8_t)(0xE0 | character >> 12);
    written[1] = (uint8_t)(0x80 | (character >> 6 & 0x3F));
    written[2] = (uint8_t)(0x80 | (character & 0x3F));
    return 3;
  }
  written[0] = (uint8_t)(0xF0 | character >> 18);
  for (int i = 1; i < 4; i++) written[i] = (uint8_t)(0x80 | (character >> (18 - 6 * i) & 0x3F));
  return 4;
}

/* Bytes that need no look in a text, or in the value of an attribute: ASCII without controls, and without "&'<]_. */
static const uint8_t USUAL[256] = {
    [' '] = 1, ['!'] = 1, ['#' ... '%'] = 1, ['(' ... ';'] = 1, ['=' ... '\\'] = 1, ['^'] = 1, ['`' ... 0x7F] = 1};

static const uint8_t *past_usual(const uint8_t *at, const uint8_t *end) {
  while (at < end && USUAL[*at]) at++;
  return at;
}

/* A text up to the next tag, or the value of an attribute up to ``mark``; 0 where it is not well formed. */
static int text(Xml *xml, uint8_t mark, Slice *found) {
  const uint8_t *at = xml->at, *end = xml->end;
  uint32_t character_;
  found->start = at;
  xml->is_odd = 0;
  for (;;) {
    at = past_usual(at, end);
    if (at == end || *at == mark) break;
    int64_t length = 1;
    xml->is_odd |= *at == '&' || *at == '\r' || *at == '_';
    if (*at >= 0x80) length = character(at, end);
    else if (*at == '&') length = reference(at, end, &character_);
    else if (*at == '<' || (*at < ' ' && !is_space(*at))) length = 0;
    else if (*at == ']' && mark == '<' && end - at > 2 && at[1] == ']' && at[2] == '>') length = 0;
    if (!length) return 0;
    at += length;
  }
  found->length = at - found->start;
  xml->at = at;
  return 1;
}

static int name(Xml *xml, Slice *found) {
  const uint8_t *at = xml->at;
  found->start = at;
  if (at == xml->end || NAME[*at] < 2) return 0;
  while (at < xml->end && NAME[*at]) at++;
  found->length = at - found->start;
  xml->at = at;
  return 1;
}

static void past_spaces(Xml *xml) {
  while (xml->at < xml->end && is_space(*xml->at)) xml->at++;
}

static int attribute(Xml *xml) {
  if (xml->n_attributes == MOST_ATTRIBUTES) return 0;
  Attribute *made = xml->attributes + xml->n_attributes;
  if (!name(xml, &made->name)) return 0;
  past_spaces(xml);
  if (xml->at == xml->end || *xml->at++ != '=') return 0;
  past_spaces(xml);
  if (xml->at == xml->end || (*xml->at != '"' && *xml->at != '\'')) return 0;
  uint8_t mark = *xml->at++;
  if (!text(xml, mark, &made->value) || xml->at == xml->end) return 0;
  xml->at++;
  for (int i = 0; i < xml->n_attributes; i++)
    if (are_same(xml->attributes[i].name, made->name)) return 0;
  xml->n_attributes++;
  return 1;
}

/* What stands between < and >; 0 where it is no tag of an element. */
static int tag(Xml *xml) {
  xml->n_attributes = 0;
  xml->closed = 0;
  xml->closes = xml->at < xml->end && *xml->at == '/';
  xml->at += xml->closes;
  if (!name(xml, &xml->name)) return 0;
  for (;;) {
    const uint8_t *before = xml->at;
    past_spaces(xml);
    if (xml->at == xml->end) return 0;
    if (*xml->at == '>') return xml->at++, 1;
    if (xml->closes) return 0;
    if (*xml->at == '/') {
      xml->closed = 1;
      return xml->end - xml->at > 1 && xml->at[1] == '>' ? (xml->at += 2, 1) : 0;
    }
    if (xml->at == before || !attribute(xml)) return 0;
  }
}

static const Slice *of(const Xml *xml, const char *name_) {
  for (int i = 0; i < xml->n_attributes; i++)
    if (is(xml->attributes[i].name, name_)) return &xml->attributes[i].value;
  return NULL;
}

/* A whole number without idle zeros, or -1. */
static int64_t whole(Slice slice, int64_t most) {
  int64_t number = 0;
  if (!slice.length || slice.length > 10 || (slice.length > 1 && *slice.start == '0')) return -1;
  for (int64_t i = 0; i < slice.length; i++) {
    if (slice.start[i] < '0' || slice.start[i] > '9') return -1;
    number = number * 10 + (slice.start[i] - '0');
  }
  return number > most ? -1 : number;
}

static int begins_as_usual(Xml *xml) {
  static const char *const BEGINNINGS[] = {
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
      "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version=\"1.0\"?>"};
  if (xml->end - xml->at < 5 || memcmp(xml->at, "<?xml", 5)) return 1;
  for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++) {
    int64_t length = (int64_t)strlen(BEGINNINGS[i]);
    if (xml->end - xml->at < length || memcmp(xml->at, BEGINNINGS[i], (size_t)length)) continue;
    xml->at += length;
    return 1;
  }
  return 0;
}
