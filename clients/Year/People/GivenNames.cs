namespace StudentUnion.Year.People;

/// <summary>Puts common surnames and given-name characters together by chance; nobody real is meant.</summary>
internal static class GivenNames
{
    // The commonest first; the square of a chance favours them, as life does.
    private const string Surnames =
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

    private static readonly string[] DoubleSurnames = ["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "令狐"];

    private const string Given =
        "一子宇晨轩浩然博文思远嘉明俊杰梓涵雨欣怡佳雪琪诗涵梦瑶若曦安宁静雅婷芳晓峰志强建国华伟磊洋勇艳丽娟敏霞秀英慧巧美娜云莲真环荔萍红娥玲芬燕彩春菊兰凤洁梅琳素珍贞莉清飞彬富顺信庆东亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽昊天成康星光达心邦承乐绍功松善厚裕河哲江超亦炎德行时泰盛雄琛钧冠策腾楠榕风航弘";

    public static string Full(Random random)
    {
        var chance = random.NextDouble();
        var surname = random.Next(400) == 0
            ? DoubleSurnames[random.Next(DoubleSurnames.Length)]
            : Surnames[(int)(chance * chance * Surnames.Length)].ToString();
        return random.Next(100) < 18
            ? $"{surname}{Given[random.Next(Given.Length)]}"
            : $"{surname}{Given[random.Next(Given.Length)]}{Given[random.Next(Given.Length)]}";
    }
}
