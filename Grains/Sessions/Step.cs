namespace RemoteAssist.Grains.Sessions;

/// <summary>What a rule of the session came to.</summary>
/// <param name="State">The state after it; the same object when nothing changed.</param>
/// <param name="Answer">The answer to who asked.</param>
internal readonly record struct Step<T>(SessionState State, T Answer);
