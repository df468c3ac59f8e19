import type { FactType } from '../checks/comparators.ts';
import { evidenceKinds, parsePopulation } from '../model/facts.ts';
import { factSchema } from '../model/validate.ts';

/** What a schema declares of one fact: its type, the values it may take, and the type of the members of a list. */
export interface FactDeclaration {
  readonly type: FactType;
  readonly member: 'text' | 'number' | undefined;
  readonly values: readonly (string | number)[] | undefined;
  /** Smallest and largest number that the fact can be. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description: string;
}

interface Declared {
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly (string | number)[];
  readonly items?: Declared;
  readonly properties?: Readonly<Record<string, Declared>>;
}

const declarationOf = (declared: Declared): FactDeclaration | undefined => {
  if (declared.type === 'array')
    return declared.items?.type === 'object'
      ? undefined
      : {
          type: 'list',
          member: declared.items?.type === 'string' ? 'text' : 'number',
          values: declared.items?.enum,
          description: declared.description ?? '',
        };
  const isDate = declared.format === 'date' || declared.format === 'date-time';
  const type = ({ string: isDate ? 'date' : 'text', number: 'number', integer: 'number', boolean: 'boolean' } as const)[
    declared.type ?? ''
  ];
  return (
    type && {
      type,
      member: undefined,
      values: declared.enum,
      ...(declared.minimum === undefined ? {} : { minimum: declared.minimum }),
      ...(declared.maximum === undefined ? {} : { maximum: declared.maximum }),
      description: declared.description ?? '',
    }
  );
};

const declarations = (properties: Readonly<Record<string, Declared>>): ReadonlyMap<string, FactDeclaration> =>
  new Map(
    Object.entries(properties).flatMap(([name, declared]): [string, FactDeclaration][] => {
      const declaration = declarationOf(declared);
      return declaration ? [[name, declaration]] : [];
    }),
  );

const known: ReadonlyMap<string, ReadonlyMap<string, FactDeclaration>> = new Map(
  evidenceKinds.flatMap((kind): [string, ReadonlyMap<string, FactDeclaration>][] => {
    const properties = (factSchema(kind) as Declared).properties ?? {};
    const lists = Object.entries(properties).filter(([, declared]) => declared.items?.type === 'object');
    return [
      [kind, declarations(properties)],
      ...lists.map(([name, declared]): [string, ReadonlyMap<string, FactDeclaration>] => [
        `${kind}#/${name}`,
        declarations(declared.items?.properties ?? {}),
      ]),
    ];
  }),
);

/** Every population that a policy can name. */
export const populations: readonly string[] = [...known.keys()];

/** The facts of a population by name; undefined when there is no such population. */
export const factsOfPopulation = (path: string): ReadonlyMap<string, FactDeclaration> | undefined =>
  parsePopulation(path) ? known.get(path) : undefined;
