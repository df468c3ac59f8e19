/* Generated from schemas/facts/people.schema.json by `npm run generate`. */

/**
 * Declared identities: which addresses, logins and keys belong to one person.
 */
export interface PeopleFacts {
  /**
   * Path of the file.
   */
  id: string;
  /**
   * Persons. Derived.
   */
  personCount?: number;
  /**
   * Identities. Derived.
   */
  identityCount?: number;
  /**
   * Identities that two entries claim. Derived.
   */
  contradictionCount?: number;
  /**
   * Persons and services.
   */
  persons: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Name.
     */
    name?: string;
    /**
     * What it is.
     */
    kind?: 'person' | 'service' | 'bot';
    /**
     * Addresses, logins and keys. Derived.
     */
    identityCount?: number;
    /**
     * First day.
     */
    joinedOn?: string;
    /**
     * Last day.
     */
    leftOn?: string;
  }[];
  /**
   * Addresses, logins and keys.
   */
  identities: {
    /**
     * Type and value.
     */
    id: string;
    /**
     * What it is.
     */
    type?: 'email' | 'login' | 'key';
    /**
     * As written, in lower case.
     */
    value?: string;
    /**
     * Entries that claim it.
     */
    persons?: string[];
  }[];
  /**
   * Roles of persons.
   */
  roles: {
    /**
     * Person and role.
     */
    id: string;
    /**
     * Person.
     */
    person?: string;
    /**
     * Role.
     */
    role?: string;
    /**
     * First day.
     */
    from?: string;
    /**
     * Last day.
     */
    until?: string;
  }[];
  /**
   * Identities that two entries claim.
   */
  contradictions: {
    /**
     * Type and value.
     */
    id: string;
    /**
     * The entries.
     */
    persons?: string[];
  }[];
}
