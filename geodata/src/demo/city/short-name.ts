// Short names for everyday use: without the unit's legal suffix.

export const shortTown = (name: string): string => name.replace(/(街道|镇|乡|经济开发试验区)$/, "");

export function shortVillage(name: string): string {
  const place = name.replace(/(社区)?(居民|村民)?(委员会|居委会?|村委会?|社区)$/, "");
  const short = place.replace(/(村|社区)$/, "");
  // 新村 stays 新村: one character is not a name.
  return short.length > 1 ? short : place || name;
}
