import { afterAll, describe, expect, it } from 'vitest';
import { folderOf, plumbline, removeFolders } from './run.ts';

afterAll(removeFolders);

describe('policy map', () => {
  it('shows where a requirement leads, with relation, confidence and reason', async () => {
    const { exit, out, err } = await plumbline(['policy', 'map', 'eu-ai-act#9.8']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatch(/^eu-ai-act#9\.8 {2}Testing is carried out before release .* \(Art\. 9\(6\), 9\(8\)\)\n/);
    expect(out).toContain(
      '  intersects-with  soc2#PI1.3  Processing does what was specified\n' +
        '    confidence medium: Processing is tested against metrics that were fixed beforehand.\n',
    );
    expect(out).toContain('\nNIST AI Risk Management Framework, for reference only\n');
    expect(out).toContain('of which nothing follows; --all shows them.');
    expect(out).toMatch(/\nInformative: what is tested of one requirement says nothing of another\.\n$/);
  });

  it('shows with --all also what only several hops reach, with every hop and the weakest link', async () => {
    const { out } = await plumbline(['policy', 'map', 'soc2#CC7.2', '--to', 'iso-42001', '--all']);
    expect(out).toContain(
      '  unknown          iso-42001#A.6.2.8  Recording of event logs\n' +
        '    by soc2#CC7.2 intersects-with eu-ai-act#12.1 (confidence medium)\n' +
        '    by eu-ai-act#12.1 intersects-with iso-42001#A.6.2.8 (confidence medium)\n' +
        '    weakest link: eu-ai-act#12.1 intersects-with iso-42001#A.6.2.8; confidence over all medium\n',
    );
    expect(out).not.toContain('nist-ai-rmf#MEASURE-2.4  ');
  });

  it.each([
    ['eu-ai-act#9.88', 'saw "eu-ai-act#9.88", expected a requirement such as eu-ai-act#2.1; did you mean'],
    ['eu-ai-act', 'saw "eu-ai-act", expected a requirement such as eu-ai-act#2.1'],
    ['eu-ai-akt#9.8', 'there is no framework "eu-ai-akt"; did you mean "eu-ai-act"?'],
  ])('refuses %s', async (name, message) => {
    const { exit, out, err } = await plumbline(['policy', 'map', name]);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(message);
  });

  it('walks the mappings of an organisation too, and says what follows over two hops', async () => {
    const pack = folderOf({
      'catalogs/house.yaml': `id: house
title: House rules
version: "1"
source: Our handbook
notice: Ours.
asOf: 2026-11-01
referenceOnly: true
requirements:
  - { id: H1, title: Models are tested, citation: Rule 1 }
`,
      'mappings/house-to-eu-ai-act.yaml': `id: house-to-eu-ai-act
title: House rules to the Act
from: house
to: eu-ai-act
informative: true
notice: Ours.
asOf: 2026-11-01
maps:
  - { from: [H1], to: ["9.8"], relationship: superset-of, confidence: low, because: We test more. }
`,
    });
    const { exit, out, err } = await plumbline(['policy', 'map', 'house#H1', '--to', 'soc2', '--policies', pack]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toContain(
      '  intersects-with  soc2#PI1.3  Processing does what was specified\n' +
        '    by house#H1 superset-of eu-ai-act#9.8 (confidence low)\n' +
        '    by eu-ai-act#9.8 intersects-with soc2#PI1.3 (confidence medium)\n' +
        '    weakest link: eu-ai-act#9.8 intersects-with soc2#PI1.3; confidence over all low\n',
    );
  });

  it('refuses a framework that is not there', async () => {
    const { exit, err } = await plumbline(['policy', 'map', 'eu-ai-act#9.8', '--to', 'soc3']);
    expect(exit).toBe(2);
    expect(err).toContain('there is no framework "soc3"; did you mean "soc2"?');
    expect(err).toContain('Frameworks: eu-ai-act, iso-42001, nist-ai-rmf, soc2.');
  });
});
