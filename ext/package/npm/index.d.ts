export interface Options {
  /** false: without the functions that open files. */
  files?: boolean;
}
export interface Database {
  loadExtension(path: string): unknown;
}
export function getLoadablePath(options?: Options): string;
export function load(db: Database, options?: Options): void;
export const sqlFolder: string;
