// The way in for new images: files or a folder, dropped here or picked, go to the unlabelled tray whatever their folders say.
import { Button, FileTrigger } from 'react-aria-components';
import { useActions } from '../../state/context';
import { filesOfInput } from '../dropped-files';

export function NewImages() {
  const { addFiles } = useActions();
  const take = (list: FileList | null) => {
    if (list && list.length > 0) void addFiles(filesOfInput(list), { to: 'unlabelled' });
  };
  return (
    <section className="new-images" aria-label="New images" data-drop-class="">
      <p>Drop new images, or a folder of them, here.</p>
      <div className="row">
        <FileTrigger allowsMultiple onSelect={take}>
          <Button className="button small">Choose images…</Button>
        </FileTrigger>
        <FileTrigger acceptDirectory allowsMultiple onSelect={take}>
          <Button className="button small">Choose a folder of them…</Button>
        </FileTrigger>
      </div>
    </section>
  );
}
