using Xunit;

namespace StudentUnion.Testing;

/// <summary>Waits for what is eventual.</summary>
public static class Poll
{
    /// <summary>Looks every 50 ms until it holds; fails with the sentence after the deadline.</summary>
    /// <param name="holds">What is waited for.</param>
    /// <param name="otherwise">What the reader is told when it never came true.</param>
    /// <param name="within">The deadline, ten seconds unless told.</param>
    public static async Task Until(Func<Task<bool>> holds, string otherwise, TimeSpan? within = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + (within ?? TimeSpan.FromSeconds(10));
        do
        {
            if (await holds()) return;
            await Task.Delay(50);
        }
        while (TimeProvider.System.GetUtcNow() < deadline);

        Assert.Fail($"{otherwise} within {within ?? TimeSpan.FromSeconds(10)}");
    }
}
