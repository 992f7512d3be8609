// How clusters are looked for: the method, and the few numbers it needs.
import { mostGroups, type ClusterSettings as Settings } from '../../state/cluster-settings';
import { clusteringOf } from '../../state/clusters';
import { useActions, useApp } from '../../state/context';
import { Choice } from '../controls/Choice';
import { NumberSetting } from '../controls/NumberSetting';
import { Steps } from '../controls/Steps';
import { Term } from '../controls/Term';
import { Toggle } from '../controls/Toggle';
import { linkages, methods } from './cluster-words';

interface Part {
  readonly settings: Settings;
  readonly change: (part: Partial<Settings>) => void;
}

/** `rows`: how many rows there are. */
export function ClusterSettings({ rows }: { rows: number }) {
  const settings = useApp((state) => state.settings.clusters);
  const { changeSettings } = useActions();
  const change: Part['change'] = (part) => changeSettings({ clusters: { ...settings, ...part } });
  return (
    <div className="settings">
      <Choice
        label="Kind"
        options={methods}
        value={settings.method}
        onChange={(method) => change({ method })}
      />
      {settings.method === 'kmeans' && <KMeansPart settings={settings} change={change} rows={rows} />}
      {settings.method === 'dbscan' && <DbscanPart settings={settings} change={change} />}
      {settings.method === 'agglomerative' && (
        <>
          <Choice
            label="Distance of two clusters"
            options={linkages}
            value={settings.linkage}
            onChange={(linkage) => change({ linkage })}
          />
          <TryUpTo settings={settings} change={change} />
        </>
      )}
    </div>
  );
}

function TryUpTo({ settings, change }: Part) {
  return (
    <Steps
      label="Try up to"
      value={settings.mostClusters}
      min={3}
      max={30}
      onChange={(mostClusters) => change({ mostClusters })}
    />
  );
}

function KMeansPart({ settings, change, rows }: Part & { rows: number }) {
  const found = useApp((state) => {
    const basis = clusteringOf(state)?.basis;
    return basis?.method === 'kmeans' ? basis.k : null;
  });
  return (
    <>
      <div className="row">
        <Toggle
          isSelected={settings.k === null}
          onChange={(on) => change({ k: on ? null : Math.min(found ?? 4, rows) })}
        >
          Choose how many by
        </Toggle>
        <Term of="silhouette" />
      </div>
      {settings.k === null ? (
        <TryUpTo settings={settings} change={change} />
      ) : (
        <Steps
          label="Clusters (k)"
          value={settings.k}
          min={2}
          max={Math.min(mostGroups, rows)}
          onChange={(k) => change({ k })}
        />
      )}
    </>
  );
}

function DbscanPart({ settings, change }: Part) {
  const found = useApp((state) => {
    const basis = clusteringOf(state)?.basis;
    return basis?.method === 'dbscan' ? basis.eps : null;
  });
  return (
    <>
      <Steps
        label="Dense from (min samples)"
        value={settings.minSamples}
        min={2}
        max={50}
        onChange={(minSamples) => change({ minSamples })}
      />
      <div className="row between">
        <Toggle
          isSelected={settings.eps === null}
          onChange={(on) => change({ eps: on ? null : Math.round(1000 * (found ?? 0.1)) / 1000 })}
        >
          Suggest how near
        </Toggle>
        {settings.eps === null ? (
          <Term of="eps" />
        ) : (
          <NumberSetting
            label="Near: at most"
            of="eps"
            value={settings.eps}
            least={0}
            most={2}
            step={0.001}
            digits={3}
            onChange={(eps) => change({ eps })}
          />
        )}
      </div>
    </>
  );
}
