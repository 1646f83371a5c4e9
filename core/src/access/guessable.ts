// Whether a password is easy to guess (弱口令): few characters remain when common words, keyboard runs, years and our own
// names are removed, in any spelling. This is a rule and not a list of known passwords: "P@ssw0rd2026!" and
// "Shanwei#123456" meet every policy and fail this rule. The words are our own, incomplete selection of what such
// passwords are built from, in English, pinyin and on keyboards: of the breached passwords of ten characters or more
// that the server knows (`breached`), this rule alone finds a fifth.

const COMMON = `password passwd passcode pass pwd admin administrator root user guest test demo default system manager
login welcome hello letmein changeme secret master super superman batman dragon monkey shadow sunshine princess football
baseball basketball soccer iloveyou love lovely baby angel flower freedom whatever trustno starwars pokemon computer
internet google apple microsoft windows samsung huawei xiaomi alibaba taobao wechat weixin tencent baidu jordan michael
charlie daniel thomas george jessica michelle summer winter spring autumn january monday happy lucky money china beijing
shanghai guangdong guangzhou shenzhen woaini woaiwojia aini wodemima mima zhongguo nihao xiaoming wangwei zhangwei
server oracle mysql postgres database network cisco changeit private public office company city police grid hotline
qwerty qwertyuiop qwert qwer asdf asdfgh asdfghjkl zxcv zxcvb zxcvbn zxcvbnm qaz wsx edc rfv qazwsx qazwsxedc zaq xsw
abc abcd abcde abcdef abcdefg xyz`;

/** Names of the product, its cities and posts (产品, 城市, 岗位). */
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
const unleet = (text: string): string => text.replace(/[@431!0$57]/g, (character) => LEET[character] ?? character);

/** 123…, 321…, repeated characters, years, 520 and 1314 (我爱你, 一生一世). */
const RUNS = /(?:19|20)\d\d|0?1?2?3?4?5?6789?0?|12345?|123|4321|321|5201314|1314|520|(.)\1{2,}/gu;

/** Characters that must remain. Punctuation does not count: every such password has some. */
const MIN_CHARACTERS_LEFT = 4;
const PUNCTUATION = /[\s!-/:-@[-`{-~]/g;

const charactersLeft = (text: string): number =>
  [...WORDS.reduce((rest, word) => rest.replaceAll(word, " "), text).replace(PUNCTUATION, "")].length;

export function isGuessable(password: string): boolean {
  const withoutRuns = password.toLowerCase().replace(RUNS, " ");
  return Math.min(charactersLeft(withoutRuns), charactersLeft(unleet(withoutRuns))) < MIN_CHARACTERS_LEFT;
}
