using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using RabbitMQ.Client;
using StudentUnion.Api;
using StudentUnion.Benchmarks.Load;
using StudentUnion.Benchmarks.Measuring;
using StudentUnion.Benchmarks.Rigs;
using StudentUnion.Membership.Contracts;

namespace StudentUnion.Benchmarks;

/// <summary>
/// Student rows a second from the upload of a roster until it is merged, beside what psql's <c>\copy</c> takes for the same file into a table of the same columns
/// and indexes.
/// </summary>
internal sealed class RosterImport : IBenchmark
{
    private const string Columns = "student_number, name, college, major, grade, class_name, level, political_status, category";

    public IReadOnlyList<string> Names => ["roster"];

    public async Task<IReadOnlyList<Finding>> Run(Options options, CancellationToken ct)
    {
        var rows = options.Full ? 1_000_000 : options.Quick ? 20_000 : 200_000;
        Say.Line($"名册 Roster: {rows:N0} rows");
        await using var rig = new Rig();
        await rig.StartServers(postgres: true, messaging: true, cache: true, ct);
        await rig.StartIdentity(ct);
        var membership = await rig.StartMembership(ct);
        await LetEventsGo(rig, ct);

        var file = rig.At("roster.csv");
        WriteRoster(file, rows);
        var size = new FileInfo(file).Length;
        await Upload(rig, file, rows, ct); // the first upload compiles the service's path
        var started = Usage.ResidentMb(membership.Pid);

        var series = await Rounds.Play(options.Rounds,
        [
            new(@"psql \copy, same columns and indexes", "rows/s", _ => Copy(rig, file, rows, ct)),
            new("roster import, upload to merged", "rows/s", _ => Upload(rig, file, rows, ct)),
        ], ct);
        return
        [
            new("roster", "名册导入", "Roster import", series, [Judgement.Ratio(series[1], series[0], 0.4)],
            [
                string.Create(CultureInfo.InvariantCulture, $"{rows:N0} 行 rows, {size / 1048576.0:0.0} MB CSV, UTF-8. 每轮都是一所新学校，全部为新增。 Every round is another university's, all rows new; both tables start empty."),
                "导入比 \\copy 多做：逐行校验、查重、合并（可重复）、分批事件。 Beyond \\copy an import checks every row, finds repeated numbers, merges so that it may be repeated, and says in events who enrolled.",
                string.Create(CultureInfo.InvariantCulture, $"服务内存 Memory of the service: {started:0} MB before, {Usage.PeakMb(membership.Pid):0} MB at its peak (RSS)."),
            ]),
        ];
    }

    private static async Task<double> Upload(Rig rig, string file, int rows, CancellationToken ct)
    {
        await rig.Execute("membershipdb", "truncate students", ct);
        await rig.Settle(ct);
        using var tokens = new DevelopmentTokens(rig.Keys, rig.Gateway);
        using var http = new HttpClient { BaseAddress = rig.Of("membership"), Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.Mint(Guid.CreateVersion7(), Guid.CreateVersion7(), grants: ["union-officer"], lifetime: TimeSpan.FromHours(1)));
        var membership = new GatewayClient(http).Membership;

        await using var stream = File.OpenRead(file);
        var began = Stopwatch.GetTimestamp();
        var import = (await membership.ImportRoster(stream, Path.GetFileName(file), ct)).Id;
        while (true)
        {
            var state = await membership.RosterImport(import, ct);
            if (state.State is RosterImportState.Done)
            {
                var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
                return state.Inserted == rows ? rows / seconds : throw new InvalidOperationException($"{state.Inserted} of {rows} rows were inserted, {state.Rejected} rejected.");
            }

            if (state.State is RosterImportState.Failed) throw new InvalidOperationException($"The import failed: {state.Problem}");
            await Task.Delay(25, ct);
        }
    }

    private static async Task<double> Copy(Rig rig, string file, int rows, CancellationToken ct)
    {
        await rig.Execute("membershipdb", $"""
            drop table if exists students_copied;
            create table students_copied (like students including defaults including indexes);
            alter table students_copied
              alter id set default gen_random_uuid(), alter tenant_id set default '{Guid.CreateVersion7()}', alter as_of set default 1, alter version set default 1;
            """, ct);
        await rig.Settle(ct);
        var began = Stopwatch.GetTimestamp();
        await Tool.Run("psql",
            ["-h", "127.0.0.1", "-p", rig.Postgres.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-d", "membershipdb",
                "-c", $@"\copy students_copied ({Columns}) from '{file}' with (format csv, header true)"], ct, ("PGPASSWORD", rig.Postgres.Password));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var copied = await rig.Scalar<long>("membershipdb", "select count(*) from students_copied", ct);
        return copied == rows ? rows / seconds : throw new InvalidOperationException($"{copied} of {rows} rows were copied.");
    }

    /// <summary>Whoever hears of enrolments is not measured here; the events only have to find a queue.</summary>
    private static async Task LetEventsGo(Rig rig, CancellationToken ct)
    {
        var exchange = $"{typeof(MembersEnrolled).Namespace}:{nameof(MembersEnrolled)}";
        await using var connection = await new ConnectionFactory { Uri = new Uri(rig.Messaging.ConnectionString) }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        await channel.QueueDeclareAsync("benchmark.nobody", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "drop-head" }, cancellationToken: ct);
        await channel.QueueBindAsync("benchmark.nobody", exchange, "", cancellationToken: ct);
    }

    private static void WriteRoster(string path, int rows)
    {
        string[] surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "司马"];
        string[] given = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平"];
        string[] colleges = ["文学院", "数学科学学院", "物理学院", "化学化工学院", "计算机科学与技术学院", "经济与管理学院", "外国语学院", "法学院", "马克思主义学院", "医学院"];
        string[] political = ["共青团员", "群众", "中共党员", "中共预备党员"];
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        file.WriteLine("学号,姓名,学院,专业,年级,班级,培养层次,政治面貌,学生类别");
        for (var n = 0; n < rows; n++)
        {
            var college = colleges[n * 7 % colleges.Length];
            var grade = 2023 + n % 4;
            file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{grade}{n:000000},{surnames[n % surnames.Length]}{given[n / 3 % given.Length]}{given[n / 7 % given.Length]},{college},{college[..2]}类,{grade},{college[..2]}{n / 40 % 100}班,{(n % 5 == 0 ? "硕士" : "本科")},{political[n % political.Length]},内地学生"));
        }
    }
}
