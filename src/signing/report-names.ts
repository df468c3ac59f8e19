/** The signed statement over all outputs, beside them in the report folder. */
export const statementName = 'statement.sigstore.json';
/** The assessment: the output that every other one is made from, and the attachment of the PDF. */
export const assessmentName = 'assessment.json';
/** Where the demo writes whom to trust. Trusting a file found beside a report shows integrity, never identity. */
export const trustName = 'trust.yaml';
