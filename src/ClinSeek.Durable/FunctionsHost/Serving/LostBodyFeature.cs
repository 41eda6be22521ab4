namespace ClinSeek.Durable.FunctionsHost;

/// <summary>Marks a replayed request whose body the host dropped because its length was not told. The answer is 411.</summary>
public sealed class LostBodyFeature;
