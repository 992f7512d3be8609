// ONNX files (onnx.proto of ONNX 1.12, IR version 8), as far as small float graphs need them. The one importer of pbf.
import { PbfWriter } from 'pbf';

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Whole numbers, or floats where named in `floats`. */
  readonly whole?: Readonly<Record<string, number>>;
  readonly floats?: Readonly<Record<string, number>>;
}

/** A constant of float32; [] is a scalar. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A float32 input or output; a text stands for a size that may vary. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

export interface OnnxModel {
  readonly name: string;
  readonly producerVersion: string;
  readonly doc: string;
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Texts by key (`metadata_props`), in order. */
  readonly metadata: readonly (readonly [string, string])[];
}

const irVersion = 8;
// TensorProto.DataType, AttributeProto.AttributeType
const float32 = 1;
const [floatAttribute, wholeAttribute] = [1, 2];

function writeNode({ op, inputs, output, whole, floats }: OnnxNode, pbf: PbfWriter): void {
  for (const name of inputs) pbf.writeStringField(1, name);
  pbf.writeStringField(2, output);
  pbf.writeStringField(3, output);
  pbf.writeStringField(4, op);
  for (const [name, value] of Object.entries(whole ?? {})) {
    pbf.writeMessage(5, writeWhole, [name, value] as const);
  }
  for (const [name, value] of Object.entries(floats ?? {})) {
    pbf.writeMessage(5, writeFloat, [name, value] as const);
  }
}

function writeWhole([name, value]: readonly [string, number], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeVarintField(3, value);
  pbf.writeVarintField(20, wholeAttribute);
}

function writeFloat([name, value]: readonly [string, number], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeFloatField(2, value);
  pbf.writeVarintField(20, floatAttribute);
}

/** Raw data is little-endian, as all platforms that run browsers are. */
function writeTensor({ name, shape, data }: OnnxTensor, pbf: PbfWriter): void {
  pbf.writePackedVarint(1, [...shape]);
  pbf.writeVarintField(2, float32);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValue({ name, shape }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, (_, type) => type.writeMessage(1, writeTensorType, shape), null);
}

function writeTensorType(shape: OnnxValue['shape'], pbf: PbfWriter): void {
  pbf.writeVarintField(1, float32);
  const writeSize = (size: number | string, dim: PbfWriter) => {
    if (typeof size === 'number') dim.writeVarintField(1, size);
    else dim.writeStringField(2, size);
  };
  pbf.writeMessage(
    2,
    (sizes, dims) => {
      for (const size of sizes) dims.writeMessage(1, writeSize, size);
    },
    shape,
  );
}

function writeGraph({ name, nodes, constants, inputs, outputs }: OnnxModel, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, name);
  for (const tensor of constants) pbf.writeMessage(5, writeTensor, tensor);
  for (const value of inputs) pbf.writeMessage(11, writeValue, value);
  for (const value of outputs) pbf.writeMessage(12, writeValue, value);
}

/** The bytes of the model; equal for equal models. */
export function onnxBytes(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, irVersion);
  pbf.writeStringField(2, 'Lightbench');
  pbf.writeStringField(3, model.producerVersion);
  pbf.writeStringField(6, model.doc);
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, (opset, set) => set.writeVarintField(2, opset), model.opset);
  for (const pair of model.metadata) {
    pbf.writeMessage(
      14,
      ([key, value], prop) => {
        prop.writeStringField(1, key);
        prop.writeStringField(2, value);
      },
      pair,
    );
  }
  return pbf.finish().slice() as Uint8Array<ArrayBuffer>;
}
