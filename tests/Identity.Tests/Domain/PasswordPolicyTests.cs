using StudentUnion.Identity.Domain;

namespace StudentUnion.Identity.Tests.Domain;

public sealed class PasswordPolicyTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("Xuelian-2026")]
    [InlineData("我爱吃热干面和豆皮呀")]
    [InlineData("kreuzweise 7 mal")]
    public void Long_and_unusual_is_enough(string password) => Assert.True(PasswordPolicy.Accepts(password, "20260001"));

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("1234567890")]
    [InlineData("abcdefghijkl")]
    [InlineData("Password123")]
    [InlineData("woaini1314")]
    [InlineData("x20260001x")]
    [InlineData("Ｐａｓｓｗｏｒｄ１２３")]
    public void What_is_guessed_first_is_refused(string password) => Assert.False(PasswordPolicy.Accepts(password, "20260001"));

    [Fact]
    public void A_password_is_at_most_128_characters() =>
        Assert.False(PasswordPolicy.Accepts(string.Concat(Enumerable.Repeat("horse battery ", 10)), "20260001"));
}
