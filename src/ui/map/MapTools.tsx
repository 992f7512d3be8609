// The thin row over the map: how it is laid out, what colours it, how the pointer works on it, take it away.
import type { RefObject } from 'react';
import { Button, Group, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Noun } from '../../domain/report/report-facts';
import type { ColourBy, MapMethod } from '../../state/app-state';
import { useActions, useApp } from '../../state/context';
import { setNoun } from '../../state/group-noun';
import { Choice } from '../controls/Choice';
import { Icon } from '../controls/Icon';
import { Steps } from '../controls/Steps';
import { capital } from '../format';
import { LevelSwitch } from '../search/LevelChoice';
import { useThemeName } from '../use-media';
import { type MapTool, useView } from '../view-state';
import { exportPicture } from './export-picture';
import type { PlotElement } from './plot-types';

const methods: readonly { readonly value: MapMethod; readonly name: string; readonly hint: string }[] = [
  { value: 'umap', name: 'UMAP', hint: 'Keeps near images near; takes seconds.' },
  { value: 'pca', name: 'PCA', hint: 'The two widest directions; at once.' },
];

const coloursFor = ({ one }: Noun): readonly { readonly value: ColourBy; readonly name: string }[] => [
  { value: 'class', name: 'Class' },
  { value: 'prediction', name: 'Answer' },
  { value: 'group', name: capital(one) },
  { value: 'cluster', name: 'Cluster' },
];

const tools = [
  { id: 'pan', name: 'Move the map', icon: 'pan' },
  { id: 'select', name: 'Select by box', icon: 'box' },
  { id: 'lasso', name: 'Select by lasso', icon: 'lasso' },
] as const;

export function MapTools({ plot }: { plot: RefObject<PlotElement | null> }) {
  const { mapMethod, colourBy, mapNeighbours, thumbnailsOnMap } = useApp((state) => state.settings);
  const noun = useApp(setNoun);
  const { changeSettings, drawMap } = useActions();
  const { tool, takeTool, fitMap } = useView();
  const theme = useThemeName();
  return (
    <Group className="map-tools" aria-label="Map tools">
      <Choice
        label="Layout"
        options={methods}
        value={mapMethod}
        onChange={(method) => {
          changeSettings({ mapMethod: method });
          void drawMap();
        }}
      />
      {mapMethod === 'umap' && (
        <Steps
          label="Neighbours"
          value={mapNeighbours}
          min={2}
          max={100}
          onChange={(value) => changeSettings({ mapNeighbours: value })}
        />
      )}
      <Choice
        label="Colour"
        options={coloursFor(noun)}
        value={colourBy}
        onChange={(value) => changeSettings({ colourBy: value })}
      />
      <LevelSwitch />
      <span className="tool-buttons">
        <ToggleButtonGroup
          className="tool-group"
          aria-label="Pointer"
          disallowEmptySelection
          selectedKeys={[tool]}
          onSelectionChange={(keys) => takeTool(([...keys][0] as MapTool | undefined) ?? 'pan')}
        >
          {tools.map(({ id, name, icon }) => (
            <ToggleButton key={id} id={id} className="icon-button" aria-label={name}>
              <Icon name={icon} />
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Button className="icon-button" aria-label="Fit the map" onPress={fitMap}>
          <Icon name="fit" />
        </Button>
        <ToggleButton
          className="icon-button"
          aria-label="Thumbnails on the map"
          isSelected={thumbnailsOnMap}
          onChange={(on) => changeSettings({ thumbnailsOnMap: on })}
        >
          <Icon name="image" />
        </ToggleButton>
        <Button
          className="icon-button"
          aria-label="Export picture"
          onPress={() => {
            if (plot.current) void exportPicture(plot.current, theme);
          }}
        >
          <Icon name="save" />
        </Button>
      </span>
    </Group>
  );
}
