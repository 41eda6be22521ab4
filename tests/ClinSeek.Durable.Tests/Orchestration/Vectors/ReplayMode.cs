namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

public enum ReplayMode
{
    Uncached,
    Cached,
    Enveloped,
}
