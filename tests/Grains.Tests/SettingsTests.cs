using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Silo.Hosting;

namespace RemoteAssist.Grains.Tests;

public sealed class SettingsTests
{
    private static string[] Failures(params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return [.. Assert.Throws<OptionsValidationException>(() => builder.AddRemoteAssistSilo()).Failures];
    }

    [Theory]
    [InlineData("Cluster:Provider", "Redis", "Local, PostgreSql")]
    [InlineData("Cluster:Provider", "1", "Local, PostgreSql")]
    [InlineData("Cluster:SiloPort", "65536", "1 to 65535")]
    [InlineData("Cluster:SiloPort", "-1", "1 to 65535")]
    [InlineData("Cluster:GatewayPort", "http", "1 to 65535")]
    [InlineData("Cluster:Address", "0.0.0.0", "IP address")]
    [InlineData("Cluster:Address", "localhost", "IP address")]
    [InlineData("Cluster:ClusterId", "a b", "a-z")]
    [InlineData("Cluster:ServiceId", "../x", "a-z")]
    [InlineData("Streams:Provider", "Kafka", "Live, Memory")]
    [InlineData("Storage:Directory", "/dev/null", "a directory")]
    [InlineData("Telemetry:OtlpEndpoint", "localhost:4317", "http://")]
    [InlineData("Telemetry:TraceShare", "2", "0 to 1")]
    public void A_wrong_setting_is_refused_at_the_start_with_its_key_its_value_and_what_is_allowed(string key, string value, string allowed)
    {
        string failure = Assert.Single(Failures((key, value)));
        Assert.StartsWith($"{key} is '{value}'", failure, StringComparison.Ordinal);
        Assert.Contains(allowed, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_settings_of_a_section_are_told_at_once() =>
        Assert.Equal(3, Failures(("Cluster:Provider", "Redis"), ("Cluster:SiloPort", "x"), ("Cluster:Address", "x")).Length);

    [Theory]
    [InlineData("")]
    [InlineData("Password=hunter2;Nonsense=1")]
    [InlineData("Password=hunter2;Database=x")]
    public void A_wrong_connection_string_is_refused_without_telling_its_password(string value)
    {
        string failure = Assert.Single(Failures(("Cluster:Provider", "PostgreSql"), ("Cluster:ConnectionString", value)));
        Assert.Contains("Cluster:ConnectionString", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_a_silo_stands_alone_on_live_streams()
    {
        IConfiguration empty = new ConfigurationBuilder().Build();
        Assert.Equal((ClusterProvider.Local, "remoteassist", 0), (ClusterSettings.Read(empty).Provider, ClusterSettings.Read(empty).ClusterId, ClusterSettings.Read(empty).SiloPort));
        Assert.Equal(StreamsProvider.Live, StreamSettings.Read(empty).Provider);
        Assert.Equal(Path.GetFullPath("data"), StorageSettings.Read(empty).Directory);
        Assert.Null(TelemetrySettings.Read(empty).OtlpEndpoint);
    }
}
