namespace StudentUnion.Membership.Domain;

/// <summary>The words a roster may use for level, political status category and status, and the one word each is kept as.</summary>
public static class RosterTerms
{
    /// <summary>在籍: at the university now.</summary>
    public const string Enrolled = "在籍";

    /// <summary>休学.</summary>
    public const string OnLeave = "休学";

    /// <summary>毕业.</summary>
    public const string Graduated = "毕业";

    /// <summary>离校: left without graduating.</summary>
    public const string Left = "离校";

    private static readonly Dictionary<string, string> Levels = Table(
        ("本科", "本科生,普通本科,大学本科,专升本,undergraduate,bachelor"),
        ("专科", "专科生,高职,高职专科,高职(专科),高职（专科）,vocational,diploma"),
        ("硕士", "硕士生,硕士研究生,学术硕士,专业硕士,master"),
        ("博士", "博士生,博士研究生,直博生,doctor,doctoral,phd"));

    // GB/T 4762-1984
    private static readonly Dictionary<string, string> PoliticalStatuses = Table(
        ("中共党员", "中国共产党党员,党员,正式党员,party member"),
        ("中共预备党员", "中国共产党预备党员,预备党员,probationary party member"),
        ("共青团员", "中国共产主义青年团团员,团员,league member"),
        ("民革党员", "民革会员"), ("民盟盟员", ""), ("民建会员", ""), ("民进会员", ""), ("农工党党员", ""), ("致公党党员", ""), ("九三学社社员", ""), ("台盟盟员", ""),
        ("无党派人士", "无党派民主人士,无党派"),
        ("群众", "普通公民,none"));

    private static readonly Dictionary<string, string> Categories = Table(
        ("内地学生", "内地生,大陆学生,大陆,内地,普通学生,普通,mainland"),
        ("港澳台学生", "港澳台生,港澳台侨学生,港澳台,港澳台侨,香港,澳门,台湾,hk/mo/tw"),
        ("国际学生", "留学生,来华留学生,外国留学生,国际生,international"));

    private static readonly Dictionary<string, string> Statuses = Table(
        (Enrolled, "在校,在读,在籍在校,注册,注册学籍,有学籍,enrolled"),
        (OnLeave, "休学中,保留学籍,suspended,on leave"),
        (Graduated, "已毕业,结业,毕业离校,graduated"),
        (Left, "退学,转出,转学,开除学籍,取消学籍,left"));

    /// <summary>The word a cell means; null where it means none.</summary>
    public static string? Of(RosterColumn column, ReadOnlySpan<char> cell)
    {
        var table = column switch
        {
            RosterColumn.Level => Levels,
            RosterColumn.PoliticalStatus => PoliticalStatuses,
            RosterColumn.Category => Categories,
            RosterColumn.Status => Statuses,
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "This column has no given words."),
        };
        return table.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out var term) ? term : null;
    }

    private static Dictionary<string, string> Table(params (string Term, string Aliases)[] terms)
    {
        var table = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (term, aliases) in terms)
            foreach (var word in aliases.Split(',', StringSplitOptions.RemoveEmptyEntries).Prepend(term)) table.Add(word, term);
        return table;
    }
}
