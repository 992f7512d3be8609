// The project as one file: saved with what was ticked; opened, looked through, and put in the place of the one that is open.
import { errorFacts } from '../../domain/errors';
import { type ReadProject, readProjectFile } from '../../domain/project-file/read-project-file';
import { writeProjectFile } from '../../domain/project-file/write-project-file';
import type { Actions } from '../actions';
import { initialState } from '../initial-state';
import { notify } from '../jobs';
import { pageJob } from '../page-job';
import { offeredProject, projectChecks, projectContents, projectLabels, savedProject } from '../project-file';
import type { Services } from '../workbench';
import { restored } from './project-acts';

type ProjectFileActs = Pick<
  Actions,
  'saveProjectFile' | 'openProjectFile' | 'takeProjectFile' | 'closeProjectFile'
>;

export function makeProjectFileActs(
  { store, jobs, pictures, originals, saver, project }: Services,
  after: { replaced(): Promise<void> },
): ProjectFileActs {
  /** The file that was read last and waits for a decision. */
  let waiting: { readonly read: ReadProject; readonly fileName: string } | null = null;
  let opening = 0;

  const replaceBy = ({ contents, pictures: own }: ReadProject) => {
    const { encoder, canary, canvas, card, texts, window, save, jobs: lines } = store.getState();
    pictures.clear();
    originals.clear();
    pictures.hold(own);
    const lasting = { encoder, canary, canvas, card, texts, window, save, jobs: lines };
    store.setState({ ...initialState(), ...lasting, ...restored(savedProject(contents)) });
    saver.replace(own);
  };

  return {
    async saveProjectFile(ticks) {
      const state = store.getState();
      const source = {
        contents: projectContents(state),
        labels: projectLabels(state),
        picture: pictures.blob,
      };
      try {
        return await jobs.run('save-project', 'percent', 100, (job) =>
          writeProjectFile(source, ticks, pageJob(job)),
        );
      } catch (thrown) {
        notify(store, thrown);
        return null;
      }
    },
    async openProjectFile(file, fileName) {
      opening += 1;
      const mine = opening;
      waiting = null;
      jobs.cancelAll('open-project');
      store.setState({ projectFile: { phase: 'reading', fileName } });
      try {
        const read = await jobs.run('open-project', 'bytes', file.size, (job) =>
          readProjectFile(file, projectChecks, pageJob(job)),
        );
        if (mine !== opening) return;
        waiting = read && { read, fileName };
        store.setState({
          projectFile: read && { phase: 'ready', fileName, found: offeredProject(read) },
        });
      } catch (thrown) {
        if (mine !== opening) return;
        store.setState({ projectFile: { phase: 'failed', fileName, error: errorFacts(thrown) } });
      }
    },
    async takeProjectFile() {
      if (!waiting) return;
      const { read, fileName } = waiting;
      waiting = null;
      store.setState({ projectFile: { phase: 'taking', fileName } });
      project.serial += 1;
      jobs.cancelAll();
      try {
        // What a cancelled job still had in hand belongs to the project before.
        await jobs.idle();
        await saver.flush();
        replaceBy(read);
        await saver.flush();
        await after.replaced();
      } catch (thrown) {
        store.setState({ projectFile: null });
        notify(store, thrown);
      }
    },
    closeProjectFile() {
      opening += 1;
      waiting = null;
      jobs.cancelAll('open-project');
      store.setState({ projectFile: null });
    },
  };
}
