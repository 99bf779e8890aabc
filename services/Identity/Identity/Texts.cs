using Microsoft.Extensions.Localization;

[assembly: RootNamespace("StudentUnion.Identity")]

namespace StudentUnion.Identity;

/// <summary>Names the resource files that hold every text of the pages: Resources/Texts.resx in Chinese, Texts.en.resx in English.</summary>
public sealed class Texts;
