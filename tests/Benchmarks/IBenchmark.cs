namespace RemoteAssist.Benchmarks;

/// <summary>One subject that can be measured.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>One sentence on what it measures and beside what.</summary>
    string Summary { get; }

    /// <summary>Whether it runs only when it is named.</summary>
    bool OnlyByName => false;

    /// <summary>Its own options, a line each, for the help.</summary>
    IReadOnlyList<string> Options => [];

    /// <summary>Takes an option of its own.</summary>
    /// <returns>False when it has no such option.</returns>
    bool TryOption(string name, string value) => false;

    /// <summary>What is wrong with its options; null when it can run.</summary>
    string? Unready() => null;

    /// <summary>Measures; prints what a person reads to the console as it goes.</summary>
    /// <param name="filter">Only cases whose name contains this; <see langword="null"/> for all.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>One row a case and path.</returns>
    Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation);
}
