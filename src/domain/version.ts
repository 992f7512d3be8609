// The version of this program, as reports and files name it; a test holds it to that of package.json.
export const appVersion = '0.1.0';
