// Whether a password is one that is tried first (弱口令): little is left of it when words that everybody uses, runs on the
// keyboard, years and our own names are taken away, however they are written. A rule and not a list of known passwords:
// "P@ssw0rd2026!" and "Shanwei#123456" meet every policy and fall to it.
// Words: our own selection of what such passwords are built from, in English, pinyin and on keyboards, complete in no sense:
// of the breached passwords of ten characters or more that the server knows (`breached`) it finds a fifth by itself.

const COMMON = `password passwd passcode pass pwd admin administrator root user guest test demo default system manager
login welcome hello letmein changeme secret master super superman batman dragon monkey shadow sunshine princess football
baseball basketball soccer iloveyou love lovely baby angel flower freedom whatever trustno starwars pokemon computer
internet google apple microsoft windows samsung huawei xiaomi alibaba taobao wechat weixin tencent baidu jordan michael
charlie daniel thomas george jessica michelle summer winter spring autumn january monday happy lucky money china beijing
shanghai guangdong guangzhou shenzhen woaini woaiwojia aini wodemima mima zhongguo nihao xiaoming wangwei zhangwei
server oracle mysql postgres database network cisco changeit private public office company city police grid hotline
qwerty qwertyuiop qwert qwer asdf asdfgh asdfghjkl zxcv zxcvb zxcvbn zxcvbnm qaz wsx edc rfv qazwsx qazwsxedc zaq xsw
abc abcd abcde abcdef abcdefg xyz`;

/** What this place is called: 产品, 城市, 岗位. */
const OURS = `minqing minqingditu mqdt map chengshi zhihui zhihuizhongxin zhihuichengshi wanggeyuan wangge hezhang
shanwei shantou haifeng lufeng luhe chenghai chaoyang chaonan nanao haojiang longhu jinping operator leader acceptor
dispatcher supervisor 民情地图 民情 汕尾 汕头 指挥中心 网格员 河长 密码 管理员`;

const wordsOf = (text: string): string[] => text.split(/\s+/).sort((a, b) => b.length - a.length);
const WORDS = [...wordsOf(OURS), ...wordsOf(COMMON)].sort((a, b) => b.length - a.length);

const LEET: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};
const unleet = (text: string): string => text.replace(/[@431!0$57]/g, (sign) => LEET[sign] ?? sign);

/** 123…, 321…, the same again and again, years, 520 and 1314 (我爱你, 一生一世). */
const RUNS = /(?:19|20)\d\d|0?1?2?3?4?5?6789?0?|12345?|123|4321|321|5201314|1314|520|(.)\1{2,}/gu;

/** Characters that must be left; punctuation is left by everybody. */
const FEWEST_LEFT = 4;
const PUNCTUATION = /[\s!-/:-@[-`{-~]/g;

const left = (text: string): number =>
  [...WORDS.reduce((rest, word) => rest.replaceAll(word, " "), text).replace(PUNCTUATION, "")].length;

export function isGuessable(password: string): boolean {
  const withoutRuns = password.toLowerCase().replace(RUNS, " ");
  return Math.min(left(withoutRuns), left(unleet(withoutRuns))) < FEWEST_LEFT;
}
