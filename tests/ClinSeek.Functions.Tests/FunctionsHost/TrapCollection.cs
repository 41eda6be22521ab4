namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>Tests that share <see cref="TrapHost"/>; one after the other, because each changes what the host does.</summary>
[CollectionDefinition(Name)]
public sealed class TrapCollection : ICollectionFixture<TrapHost>
{
    public const string Name = "The traps of the Functions host";
}
