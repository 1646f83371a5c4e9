// Names as people say them: without the unit's legal suffix.

export const shortTown = (name: string): string => name.replace(/(街道|镇|乡|经济开发试验区)$/, "");

export const shortVillage = (name: string): string =>
  name.replace(/(社区)?(居民|村民)?(委员会|居委会|村委会|社区)$/, "").replace(/(村|社区)$/, "") || name;
