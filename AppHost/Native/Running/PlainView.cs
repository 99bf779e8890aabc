using System.Globalization;

namespace StudentUnion.Native;

/// <summary>One line per change, for logs and pipes; whom one waits for is no news there.</summary>
internal sealed class PlainView(TextWriter output)
{
    private readonly Lock _gate = new();

    public void Tell(Unit unit)
    {
        if (unit.State == UnitState.Waiting) return;
        var detail = unit.Message ?? (unit.State == UnitState.Running ? unit.Address : null);
        lock (_gate)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{unit.Name,-14} {Words.Of(unit.State, unit.IsHealthy),-20} {detail}").TrimEnd());
            output.Flush();
        }
    }
}
