import { useId, type ReactNode } from 'react';
import type { Field } from './fields.js';
import type { Texts } from './read-fields.js';

interface SchemaFieldsProps {
  fields: readonly Field[];
  texts: Texts;
  /** By the name of the field. */
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  onChange: (texts: Texts) => void;
}

/** One field for each argument, with what it means and what is wrong with it. */
export function SchemaFields({ fields, texts, errors, disabled, onChange }: SchemaFieldsProps): ReactNode {
  const id = useId();
  return (
    <div className="fields">
      {fields.map((field) => {
        const { name, required, description, kind } = field;
        const error = errors[name];
        const about = [description && `${id}${name}-about`, error && `${id}${name}-error`]
          .filter(Boolean)
          .join(' ');
        return (
          <div key={name} className="field">
            <label htmlFor={id + name}>
              {name}
              {!required && <span className="quiet"> (optional)</span>}
              {kind === 'list' && <span className="quiet">, one per line</span>}
              {kind === 'json' && <span className="quiet">, as JSON</span>}
            </label>
            <Input
              field={field}
              text={texts[name] ?? ''}
              onText={(text) => onChange({ ...texts, [name]: text })}
              attributes={{
                id: id + name,
                disabled,
                'aria-invalid': error !== undefined,
                'aria-describedby': about === '' ? undefined : about,
              }}
            />
            {description !== undefined && (
              <p id={`${id}${name}-about`} className="quiet small">
                {description}
              </p>
            )}
            {error !== undefined && (
              <p id={`${id}${name}-error`} className="problem small">
                {error}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

interface InputProps {
  field: Field;
  text: string;
  onText: (text: string) => void;
  attributes: {
    id: string;
    disabled: boolean;
    'aria-invalid': boolean;
    'aria-describedby': string | undefined;
  };
}

function Input({ field, text, onText, attributes }: InputProps): ReactNode {
  const { kind, choices, required, maxLength } = field;
  const change = (event: { currentTarget: { value: string } }): void => onText(event.currentTarget.value);
  if (kind === 'flag')
    return (
      <input
        type="checkbox"
        {...attributes}
        checked={text === 'true'}
        onChange={(event) => onText(String(event.currentTarget.checked))}
      />
    );
  if (kind === 'choice')
    return (
      <select {...attributes} value={text} onChange={change}>
        <option value="">{required ? 'Choose …' : 'None'}</option>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  if (kind === 'long' || kind === 'list' || kind === 'json')
    return (
      <textarea
        rows={kind === 'json' ? 5 : 3}
        {...attributes}
        value={text}
        maxLength={maxLength}
        onChange={change}
      />
    );
  const isNumber = kind === 'number' || kind === 'integer';
  return (
    <input
      {...attributes}
      value={text}
      inputMode={isNumber ? 'decimal' : undefined}
      maxLength={maxLength}
      autoComplete="off"
      onChange={change}
    />
  );
}
