using StudentUnion.Api;
using StudentUnion.Year.People;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Deeds;

/// <summary>An officer uploads a table for a register, a teacher enters it. A table of the same name is entered once.</summary>
public static class EnterTable
{
    /// <returns>Whether it was entered now.</returns>
    public static async Task<bool> Run(
        TheUnion union, Narrator tell, University university, RegisterKind kind, string file, IReadOnlyCollection<string> rows, CancellationToken ct)
    {
        var officer = union.As(university.Officer).Membership;
        if (await IsEntered(officer, file, ct)) return false;

        var entered = await tell.Step($"{university.Name} 录入 {file}", $"entering {rows.Count - 1} lines", async _ =>
        {
            var preview = await Patiently.Ask(union.Clock, async () =>
            {
                await using var csv = new RowStream(rows);
                return await officer.PreviewRegister(kind, csv, file, ct);
            }, ct);
            if (preview.Errors is [var error, ..]) throw new DisagreementException($"{file} 第 {error.Line} 行 line {error.Line}: {error.Message}");
            return await Patiently.Ask(union.Clock, () => union.As(university.Teacher).Membership.ApplyRegister(preview.Id, ct), ct);
        });
        if (entered.Rejected > 0) throw new DisagreementException($"{file}: {entered.Rejected} / {entered.Lines} 行未录入。 {entered.Rejected} of {entered.Lines} lines were left out.");
        return true;
    }

    private static async Task<bool> IsEntered(MembershipApi membership, string file, CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await membership.RegisterImports(after, 200, ct);
            if (page.Items.Any(import => import.FileName == file && import.State == RegisterImportState.Applied)) return true;
            after = page.Next;
        }
        while (after is not null);
        return false;
    }
}
