// What reads our Parquet (zstd) in the page: hyparquet and fzstd, for consulta.html.
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { decompress } from "fzstd";

const compressors = { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) };

globalThis.Parquet = {
  metadata: parquetMetadata,
  schema: parquetSchema,
  rows: (file) => parquetReadObjects({ file, compressors }),
};
