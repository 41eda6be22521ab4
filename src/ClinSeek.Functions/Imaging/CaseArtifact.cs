namespace ClinSeek.Functions.Imaging;

/// <summary>A picture that a result of a case cites.</summary>
/// <param name="Name">Its name, by which it is fetched.</param>
/// <param name="Evidence">The evidence that cites it.</param>
/// <param name="Tool">The tool that drew it.</param>
/// <param name="Study">The study whose film it shows.</param>
public sealed record CaseArtifact(string Name, string Evidence, string Tool, string Study);
