namespace ClinSeek.Knowledge.Terminology;

/// <summary>A row of an official file.</summary>
/// <param name="Code">An ICD-10-CM code without its point, or null where the row is about a category alone.</param>
/// <param name="Title">The code's title.</param>
/// <param name="Category">A CCSR category, or null.</param>
/// <param name="CategoryTitle">The category's title.</param>
/// <param name="IsDefault">Whether it is the default category of an inpatient's first diagnosis.</param>
internal sealed record CodeMapping(string? Code, string? Title, string? Category, string? CategoryTitle, bool IsDefault);
