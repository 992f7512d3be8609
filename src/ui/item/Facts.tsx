// What is known of one image, without anything that names a person.
import type { ReactNode } from 'react';
import type { ImageFormat, Item } from '../../domain/types';
import { useApp } from '../../state/context';
import { renditionOf, windowRule } from '../../state/selectors';
import { Term } from '../controls/Term';

const formats: Readonly<Record<ImageFormat, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  bmp: 'BMP',
  gif: 'GIF',
  tiff: 'TIFF',
  nifti: 'NIfTI',
  dicom: 'DICOM',
};

const greys = {
  plain: null,
  window: "the file's own window",
  percentile: '1st to 99th percentile of the image',
} as const;

const sources = { patient: 'from the patient', study: 'from the study', folder: 'from the folder' } as const;

export function Facts({ item }: { item: Item }) {
  const rule = useApp((state) => windowRule(state.items));
  const { dicom, frames, group, groupSource } = item;
  const shown = greys[renditionOf(item, rule)];
  return (
    <dl className="facts">
      <Fact name="Format">{formats[item.format]}</Fact>
      <Fact name="Size">
        <span className="numbers">{`${item.widthPx} x ${item.heightPx} px`}</span>
      </Fact>
      {frames > 1 && <Fact name="Frames">{`${frames}, one used`}</Fact>}
      {shown !== null && <Fact name="Greys shown">{shown}</Fact>}
      {dicom?.modality && <Fact name="Modality">{dicom.modality}</Fact>}
      {dicom?.bodyPart && <Fact name="Body part">{dicom.bodyPart}</Fact>}
      {dicom && <Fact name="Pixels">{`${dicom.photometric}, ${dicom.bitsStored} bit`}</Fact>}
      {dicom?.window && (
        <Fact name="Window in the file">
          <span className="numbers">{`centre ${dicom.window[0]}, width ${dicom.window[1]}`}</span>
        </Fact>
      )}
      {dicom && <Fact name="Transfer syntax">{dicom.transferSyntax}</Fact>}
      {group !== null && (
        <Fact name={<Term of="group">Group</Term>}>
          <span className="mono">{group}</span>
          {groupSource && <span className="muted">{` ${sources[groupSource]}`}</span>}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
