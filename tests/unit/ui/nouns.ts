// What groups and rows may be called, for tests of sentences that go by it.
export const patients = { one: 'patient', many: 'patients' };
export const studies = { one: 'study', many: 'studies' };
export const groups = { one: 'group', many: 'groups' };
export const images = { one: 'image', many: 'images' };
