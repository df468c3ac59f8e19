/** What we use of parquetjs-lite 0.8.7, which ships no types. */
declare module 'parquetjs-lite' {
  interface FieldDefinition {
    readonly type: string;
    readonly optional?: boolean;
    readonly compression?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY';
    readonly statistics?: false;
  }
  /** Structural only: what the encoders and decoders hand around. */
  interface Schema {
    readonly fieldList: readonly { readonly name: string; readonly dLevelMax: number; readonly rLevelMax: number }[];
  }
  interface ColumnChunk {
    readonly meta_data: { readonly path_in_schema: readonly string[] };
  }
  interface DecodedChunk {
    /** Definition level of each row. */
    readonly dlevels: readonly number[];
    /** The values that are not null, in order: strings when they came through a dictionary, raw primitives otherwise. */
    readonly values: readonly unknown[];
    readonly count: number;
  }
  interface WriterOptions {
    readonly rowGroupSize?: number;
    readonly pageSize?: number;
    readonly useDataPageV2?: boolean;
    readonly pageIndex?: false;
  }
  interface Sink {
    write(bytes: Uint8Array, done: (error?: unknown) => void): void;
    end(done: () => void): void;
  }
  const parquetjs: {
    readonly ParquetSchema: new (fields: Readonly<Record<string, FieldDefinition>>) => Schema;
    readonly ParquetWriter: {
      openStream(
        schema: Schema,
        sink: Sink,
        options: WriterOptions,
      ): Promise<{ appendRow(row: Readonly<Record<string, unknown>>): Promise<void>; close(): Promise<void> }>;
    };
    readonly ParquetReader: {
      openFile(
        path: string,
        options: { readonly rawStatistics: true; readonly default_dictionary_size: number },
      ): Promise<{
        readonly schema: Schema;
        readonly metadata: { readonly row_groups: readonly { readonly columns: readonly ColumnChunk[] }[] };
        readonly envelopeReader: {
          readColumnChunk(
            schema: Schema,
            chunk: ColumnChunk,
            options: { readonly rawStatistics: true },
          ): Promise<DecodedChunk>;
        };
        close(): Promise<void>;
      }>;
    };
  };
  export = parquetjs;
}

declare module 'parquetjs-lite/lib/types.js' {
  const types: {
    readonly PARQUET_LOGICAL_TYPES: Record<'DOUBLE' | 'FLOAT', { toPrimitive: (value: unknown) => unknown }>;
  };
  export = types;
}
