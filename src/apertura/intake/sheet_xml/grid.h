/* The cells of a sheet, column by column. */

#pragma once

#include "xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const int64_t MOST_TEXT = (int64_t)1 << 30;

/* As grid.py numbers them. */
enum Kind { EMPTY, TEXT, NUMBER, DATE, TIME, BOOLEAN, FAULT, DOUBTFUL };

/* The cells of a column, each ended by a null, and their kinds. */
typedef struct { uint8_t *text, *kinds; int64_t size, room, rows, kinds_room; } Column;

/* ``height`` is that of the last row that shows anything. */
typedef struct { Column *columns; int64_t width, height; } Grid;

/* Has ``bytes`` hold at least ``size``, and some more. */
static int hold(uint8_t **bytes, int64_t *room, int64_t size) {
  if (size <= *room) return 1;
  uint8_t *grown = realloc(*bytes, (size_t)(size + size / 2 + 4096));
  if (!grown) return 0;
  *bytes = grown;
  *room = size + size / 2 + 4096;
  return 1;
}

static int put(Column *column, int64_t row, const uint8_t *text_, int64_t length, enum Kind kind) {
  int64_t missing = row - 1 - column->rows, size = column->size + missing + length + 1;
  if (size > MOST_TEXT) return 0;
  if (!hold(&column->text, &column->room, size) || !hold(&column->kinds, &column->kinds_room, row)) return 0;
  memset(column->text + column->size, 0, (size_t)missing);
  memset(column->kinds + column->rows, EMPTY, (size_t)missing);
  if (length) memcpy(column->text + column->size + missing, text_, (size_t)length);
  column->text[size - 1] = 0;
  column->kinds[row - 1] = (uint8_t)kind;
  column->size = size;
  column->rows = row;
  return 1;
}

/* Returns 0 where memory is out, as do all that give. */
static int give(Grid *grid, int64_t row, int64_t column, const uint8_t *text_, int64_t length, enum Kind kind) {
  if (column > grid->width) {
    Column *grown = realloc(grid->columns, (size_t)column * sizeof *grown);
    if (!grown) return 0;
    memset(grown + grid->width, 0, (size_t)(column - grid->width) * sizeof *grown);
    grid->columns = grown;
    grid->width = column;
  }
  if (row > grid->height && !is_blank(text_, length)) grid->height = row;
  return put(grid->columns + column - 1, row, text_, length, kind);
}

/* Every column as long as the grid, which ends with the last row that shows anything. */
static int level(Grid *grid) {
  for (int64_t i = 0; i < grid->width; i++) {
    Column *column = grid->columns + i;
    for (; column->rows > grid->height; column->rows--) {
      column->size--;
      while (column->size && column->text[column->size - 1]) column->size--;
    }
    if (column->rows < grid->height && !put(column, grid->height, NULL, 0, EMPTY)) return 0;
  }
  return 1;
}

void release(Grid *grid) {
  for (int64_t i = 0; grid && i < grid->width; i++) {
    free(grid->columns[i].text);
    free(grid->columns[i].kinds);
  }
  if (grid) free(grid->columns);
  free(grid);
}
