namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Tests that measure the whole process, so that nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
