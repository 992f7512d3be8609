// Types of the codec packages that dicom-image-loader 5.14 brings, which carry none of their own.
interface CodecFrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned?: boolean;
}

interface CodecDecoder {
  /** View into the module's memory; only valid until the next call that may grow it. */
  getEncodedBuffer(bytes: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): CodecFrameInfo;
  delete(): void;
}

interface CodecModuleOptions {
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    ready: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => WebAssembly.Exports;
  print?: (text: string) => void;
  printErr?: (text: string) => void;
}

type CodecFactory<Name extends string> = (
  options: CodecModuleOptions,
) => Promise<Readonly<Record<Name, new () => CodecDecoder>>>;

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const factory: CodecFactory<'JpegLSDecoder'>;
  export = factory;
}

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const factory: CodecFactory<'JPEGDecoder'>;
  export = factory;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const factory: CodecFactory<'J2KDecoder'>;
  export = factory;
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const factory: CodecFactory<'HTJ2KDecoder'>;
  export = factory;
}
