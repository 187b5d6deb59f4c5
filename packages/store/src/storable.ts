/** A PostgreSQL text holds every character but NUL; half of a surrogate pair would be stored as another character. */
export const storable = (text: string) => text.replaceAll('\0', '').toWellFormed();

/** As `storable`; null where there is nothing. */
export const storableOrNull = (text: string | undefined) => (text === undefined ? null : storable(text));
