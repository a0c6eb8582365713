/* Numbers of cells to the text that a spreadsheet shows for them. Each writes up to LONGEST_SHOWN bytes and returns how
   many, or 0 where what is shown is for others to tell. */

#pragma once

#include "xml.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LONGEST_NUMBER = 64, LONGEST_SHOWN = 512, SURE_DIGITS = 15 };
enum { DAYS_TO_1970 = 25569, FIRST_MARCH_1900 = 60, LAST_DAY = 2958465, DAY = 86400, THOUSAND = 1000 };

/* Whether a format shows numbers as they are, as dates, or as something else. */
enum Format { PLAIN, DATED, OTHER };

/* A number as it is written: its digits before and after the point, and whether an exponent follows. */
typedef struct { Slice before, after; int negative, exponent; } Written;

static Slice digits(const uint8_t **at, const uint8_t *end) {
  Slice found = {*at, 0};
  while (*at < end && **at >= '0' && **at <= '9') ++*at;
  found.length = *at - found.start;
  return found;
}

static int is_number(Slice value, Written *found) {
  const uint8_t *at = value.start, *end = at + value.length;
  *found = (Written){.negative = at < end && *at == '-'};
  at += found->negative;
  found->before = digits(&at, end);
  if (!found->before.length) return 0;
  if (at < end && *at == '.') {
    at++;
    found->after = digits(&at, end);
    if (!found->after.length) return 0;
  }
  if (at == end) return 1;
  found->exponent = *at == 'e' || *at == 'E';
  at += 1 + (end - at > 1 && (at[1] == '-' || at[1] == '+'));
  return found->exponent && digits(&at, end).length && at == end;
}

/* The digits themselves, without those that say nothing. */
static int few_digits(Written number, char *shown) {
  Slice before = number.before, after = number.after;
  char *at = shown;
  while (before.length > 1 && *before.start == '0') before.start++, before.length--;
  while (after.length && after.start[after.length - 1] == '0') after.length--;
  if (number.negative && (after.length || before.length > 1 || *before.start != '0')) *at++ = '-';
  memcpy(at, before.start, (size_t)before.length);
  at += before.length;
  if (after.length) {
    *at++ = '.';
    memcpy(at, after.start, (size_t)after.length);
    at += after.length;
  }
  return (int)(at - shown);
}

/* What printf writes with an exponent, without it. */
static int expanded(const char *printed, char *shown) {
  char significant[LONGEST_NUMBER];
  int negative = *printed == '-', n_digits = 0, length = 0;
  const char *at = printed + negative;
  for (; *at != 'e'; at++)
    if (*at != '.') significant[n_digits++] = *at;
  int point = 1 + atoi(at + 1);
  if (point > SURE_DIGITS + 1 || -point > LONGEST_SHOWN - LONGEST_NUMBER) return 0;
  if (negative) shown[length++] = '-';
  if (point <= 0) {
    shown[length++] = '0';
    shown[length++] = '.';
    for (int i = point; i < 0; i++) shown[length++] = '0';
  }
  for (int i = 0; i < n_digits || i < point; i++) {
    if (i == point && point > 0) shown[length++] = '.';
    shown[length++] = i < n_digits ? significant[i] : '0';
  }
  return length;
}

/* A number with 15 digits; one that is whole, with all of them. */
static int many_digits(double number, char *shown) {
  char printed[LONGEST_NUMBER];
  if (!(number > -1e300 && number < 1e300)) return 0;
  if (number >= 1e15 || number <= -1e15 || number == (double)(int64_t)number)
    return snprintf(shown, LONGEST_SHOWN, "%.0f", number == 0 ? 0.0 : number);
  snprintf(printed, sizeof printed, "%.15g", number);
  if (strchr(printed, 'e')) return expanded(printed, shown);
  return snprintf(shown, LONGEST_SHOWN, "%s", printed);
}

static char *two(char *at, int number) {
  *at++ = (char)('0' + number / 10);
  *at++ = (char)('0' + number % 10);
  return at;
}

/* The day of a serial number, and the time of day where it has one; the fiction that 1900 had a 29th of February is for
   others to tell. */
static int day(double serial, char *shown) {
  struct tm found;
  char *at = shown;
  if (!(serial > FIRST_MARCH_1900 && serial <= LAST_DAY)) return 0;
  int64_t moment = (int64_t)(serial * DAY * THOUSAND + 0.5);
  time_t seconds = (time_t)(moment / THOUSAND - (int64_t)DAYS_TO_1970 * DAY);
  if (!gmtime_r(&seconds, &found)) return 0;
  int year = found.tm_year + 1900;
  at = two(two(at, year / 100), year % 100);
  *at++ = '-';
  at = two(at, found.tm_mon + 1);
  *at++ = '-';
  at = two(at, found.tm_mday);
  if (moment % ((int64_t)DAY * THOUSAND) == 0) return (int)(at - shown);
  *at++ = 'T';
  at = two(at, found.tm_hour);
  *at++ = ':';
  at = two(at, found.tm_min);
  *at++ = ':';
  return (int)(two(at, found.tm_sec) - shown);
}

static int shown_number(Slice value, enum Format format, char *shown) {
  Written number;
  char copy[LONGEST_NUMBER + 1], *read_to;
  if (value.length > LONGEST_NUMBER || format == OTHER || !is_number(value, &number)) return 0;
  if (format == PLAIN && !number.exponent && number.before.length + number.after.length <= SURE_DIGITS)
    return few_digits(number, shown);
  memcpy(copy, value.start, (size_t)value.length);
  copy[value.length] = 0;
  double read = strtod(copy, &read_to);
  /* another locale has another point */
  if (read_to != copy + value.length) return 0;
  return format == DATED ? day(read, shown) : many_digits(read, shown);
}
