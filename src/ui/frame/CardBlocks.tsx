// Draws the blocks of a model card. Its first heading is the dialog's title, so the others stand one level lower.
import type { CardBlock, CardTable, CardText } from '../../domain/encode/card';

/** Blocks and spans have no identity of their own and never change places. */
const keyed = <T,>(list: readonly T[]) => list.map((value, i) => [`${i}`, value] as const);

export function Words({ text }: { text: CardText }) {
  return keyed(text).map(([key, span]) => {
    if (span.kind === 'bold')
      return (
        <strong key={key}>
          <Words text={span.spans} />
        </strong>
      );
    return span.kind === 'code' ? <code key={key}>{span.text}</code> : span.text;
  });
}

function Table({ table: { name, right, head, rows } }: { table: CardTable }) {
  const side = (column: number) => (right[column] ? 'right' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="card-table" aria-label={name} tabIndex={0}>
      <table aria-label={name}>
        <thead>
          <tr>
            {keyed(head).map(([key, cell], i) => {
              const Cell = cell.length > 0 ? 'th' : 'td';
              return (
                <Cell key={key} className={side(i)}>
                  <Words text={cell} />
                </Cell>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {keyed(rows).map(([key, row]) => (
            <tr key={key}>
              {keyed(row).map(([column, cell], i) =>
                i === 0 && cell.length > 0 ? (
                  <th key={column} scope="row" className={side(i)}>
                    <Words text={cell} />
                  </th>
                ) : (
                  <td key={column} className={side(i)}>
                    <Words text={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Block({ block }: { block: CardBlock }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = (['h3', 'h3', 'h4', 'h5', 'h6'] as const)[block.level - 1] ?? 'h6';
      return (
        <Heading>
          <Words text={block.text} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {keyed(block.items).map(([key, text]) => (
            <li key={key}>
              <Words text={text} />
            </li>
          ))}
        </List>
      );
    }
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'table':
      return <Table table={block} />;
  }
}

export function CardBlocks({ blocks }: { blocks: readonly CardBlock[] }) {
  return (
    <div className="card-text">
      {keyed(blocks).map(([key, block]) => (
        <Block key={key} block={block} />
      ))}
    </div>
  );
}
