// Value representations and the form of their lengths (PS3.5 tables 6.2-1, 7.1-1).

const longForm = /^(OB|OD|OF|OL|OV|OW|SQ|SV|UC|UN|UR|UT|UV)$/;
const anyVr =
  /^(AE|AS|AT|CS|DA|DS|DT|FD|FL|IS|LO|LT|OB|OD|OF|OL|OV|OW|PN|SH|SL|SQ|SS|ST|SV|TM|UC|UI|UL|UN|UR|US|UT|UV)$/;

export const isVr = (text: string): boolean => anyVr.test(text);

/** Two reserved bytes and a 4-byte length follow, instead of a 2-byte one. */
export const hasLongLength = (vr: string): boolean => longForm.test(vr);
