/* Cuts one case after another, each in memory of its very size, so that a sanitizer sees any byte beyond it.

   A case on the standard input: its size and its width, 4 bytes each, and its bytes. Of each it prints the bytes used,
   and then each record in a line: its width, and the cells that were asked for, the even columns, in hexadecimal. */

#include CUTTER
#include <stdio.h>

static void print_cell(const struct ArrowArray *column, int64_t row) {
  const View *view = (const View *)column->buffers[1] + row;
  const uint8_t *text = (const uint8_t *)&view->start;
  if (view->length > WITHIN) {
    const int64_t size = *(const int64_t *)column->buffers[3], from = (int64_t)(view->more >> 32);
    if ((uint32_t)view->more || from + view->length > size) abort();
    if (memcmp(&view->start, (const uint8_t *)column->buffers[2] + from, sizeof view->start)) abort();
    text = (const uint8_t *)column->buffers[2] + from;
  } else {
    for (int64_t i = view->length; i < WITHIN; i++)
      if (text[i]) abort();
  }
  putchar(' ');
  for (int64_t i = 0; i < view->length; i++) printf("%02x", text[i]);
}

int main(void) {
  uint32_t head[2];
  while (fread(head, sizeof head, 1, stdin) == 1) {
    const uint32_t size = head[0], width = head[1];
    uint8_t *bytes = malloc(size ? size : 1), *wanted = malloc(width ? width : 1);
    for (uint32_t i = 0; i < width; i++) wanted[i] = i % 2 == 0;
    if (fread(bytes, 1, size, stdin) != size) abort();
    struct ArrowArray given = {0};
    const int64_t used = cut(bytes, size, ',', width, wanted, &given);
    free(bytes);
    free(wanted);
    printf("%lld %lld\n", (long long)used, (long long)given.length);
    for (int64_t row = 0; row < given.length; row++) {
      const struct ArrowArray *widths = given.children[given.n_children - 1];
      printf("%lld", (long long)((const int64_t *)widths->buffers[1])[row]);
      for (int64_t i = 0; i < given.n_children - 1; i++) print_cell(given.children[i], row);
      putchar('\n');
    }
    if (given.release) given.release(&given);
  }
  return 0;
}
