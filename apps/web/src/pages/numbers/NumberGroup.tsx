import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import type { NumberGroup as Group } from '../../api/contract';

/** The rule on one side, on the other what it decides by. */
export function NumberGroup({ group: { id, isRule, name, numbers } }: { group: Group }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isMeant = useLocation().hash === `#${id}`;

  // A link of another page is followed before this place is there.
  useEffect(() => {
    if (isMeant) heading.current?.focus();
  }, [isMeant]);

  return (
    <section className="numbers" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {isRule && (
          <>
            <span className="rule-id">{id}</span>{' '}
          </>
        )}
        {name}
      </h2>
      <ul>
        {numbers.map((number) => (
          <li key={number.id}>
            {number.sentences.map((sentence) => (
              <Sentence key={sentence} text={sentence} />
            ))}
            <p className="quiet">{number.basis}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A number and its unit: a space that ends no line is between them. */
const AMOUNT = /(\d[\d\u202f]*\u00a0[%\p{L}]+)/u;

/** What the register puts into the sentence stands out. */
const Sentence = ({ text }: { text: string }) => (
  <p>
    {text.split(AMOUNT).map((part, index) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that does not change
      AMOUNT.test(part) ? <strong key={index}>{part}</strong> : part,
    )}
  </p>
);
