/* Walks one part after another, each in memory of its very size, so that a sanitizer sees any byte beyond it.

   A part on the standard input: its size, 4 bytes, and its bytes. Of each it prints in a line whether it is written as
   usual, and its rectangle; and in another, "-" where its cells are for others, or how many rows there are, and then
   each column: its kinds, and its cells up to the last null, in hexadecimal. */

#include WALKER

static void print_bytes(const uint8_t *bytes, int64_t size) {
  putchar(' ');
  for (int64_t i = 0; i < size; i++) printf("%02x", bytes[i]);
}

int main(void) {
  static const uint8_t texts[] = "unodos & <tres> con blancos ", formats[] = {PLAIN, DATED, DATED, OTHER};
  static const int64_t starts[] = {0, 3, 15, 28, 28};
  const Given given = {texts, starts, 4, formats, 4};
  uint32_t size;
  while (fread(&size, sizeof size, 1, stdin) == 1) {
    uint8_t *xml = malloc(size ? size : 1);
    if (fread(xml, 1, size, stdin) != size) abort();
    Seen seen;
    const int usual = look(xml, size, &seen);
    Grid *grid = cells(xml, size, &given);
    free(xml);
    printf("%d %lld %lld\n", usual, usual ? (long long)seen.rows : 0, usual ? (long long)seen.columns : 0);
    if (!grid) printf("-");
    else printf("%lld", (long long)grid->height);
    for (int64_t i = 0; grid && i < grid->width; i++) {
      print_bytes(grid->columns[i].kinds, grid->height);
      print_bytes(grid->columns[i].text, grid->columns[i].size);
    }
    putchar('\n');
    release(grid);
  }
  return 0;
}
