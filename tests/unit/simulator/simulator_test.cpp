// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulator.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <thread>

#include "image/jpeg_decoder.h"
#include "image/jpeg_encoder.h"
#include "net/http_client.h"
#include "support/clip_maker.h"

namespace ocellus {
namespace {

// A folder with `count` pictures of one size, told apart by how dark they are.
void fillFolder(const test::TemporaryFolder& folder, int count) {
    JpegEncoder encoder;
    for (int number = 0; number < count; ++number) {
        Frame frame;
        frame.reshape(64, 48);
        frame.y.assign(frame.y.size(), static_cast<std::uint8_t>(20 * number));
        frame.u.assign(frame.u.size(), 128);
        frame.v.assign(frame.v.size(), 128);
        std::vector<std::uint8_t> jpeg;
        ASSERT_TRUE(encoder.encode(frame, 80, jpeg));
        std::ofstream{folder.path() / (std::to_string(number) + ".jpg"), std::ios::binary}.write(
            reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
    }
}

class Client {
public:
    Client(std::uint16_t port, const std::string& request) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_GT(::send(socket_, request.data(), request.size(), MSG_NOSIGNAL), 0);
    }

    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    ~Client() { ::close(socket_); }

    // Until `text` has come `times` times, the end, or ten seconds without a byte.
    std::string readUntil(std::string_view text, int times = 1) {
        while (count(text) < times) {
            pollfd readable{socket_, POLLIN, 0};
            std::array<char, 4096> buffer{};
            const ssize_t size =
                ::poll(&readable, 1, 10'000) > 0 ? ::recv(socket_, buffer.data(), buffer.size(), 0) : 0;
            lastResult_ = size;
            if (size <= 0) {
                break;
            }
            received_.append(buffer.data(), static_cast<std::size_t>(size));
        }
        return received_;
    }

    [[nodiscard]] int count(std::string_view text) const {
        int found = 0;
        for (auto at = received_.find(text); at != std::string::npos; at = received_.find(text, at + 1)) {
            ++found;
        }
        return found;
    }

    [[nodiscard]] ssize_t lastResult() const { return lastResult_; }

private:
    int socket_;
    std::string received_;
    ssize_t lastResult_ = 1;
};

constexpr const char* kStream = "GET /cgi-bin/mjpeg?stream=1&frame=60 HTTP/1.1\r\nHost: x\r\n\r\n";
const SystemClock kClock;

HttpRequest get(std::string url) {
    HttpRequest request;
    request.url = std::move(url);
    return request;
}

class SimulatorTest : public testing::Test {
protected:
    SimulatorTest() { fillFolder(folder_, 5); }

    std::unique_ptr<Simulator> start(SimulatorSettings settings = {}) {
        settings.clip = folder_.path().string();
        settings.picturesPerSecond = 50;  // tests don't wait for pictures
        auto simulator = Simulator::start(std::move(settings), kClock);
        EXPECT_TRUE(simulator) << simulator.error().text();
        return *std::move(simulator);
    }

    std::string url(const Simulator& simulator, const std::string& rest, bool tls = false) {
        return std::string{tls ? "https" : "http"} + "://127.0.0.1:" + std::to_string(simulator.port()) +
               rest;
    }

    test::TemporaryFolder folder_;
};

TEST_F(SimulatorTest, StreamsPicturesAndSingleOnes) {
    const auto simulator = start();
    Client client{simulator->port(), kStream};
    const std::string stream = client.readUntil("--ocellus\r\n", 5);
    EXPECT_TRUE(stream.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_GE(client.count("Content-Type: image/jpeg"), 4);

    const auto still = fetch(get(url(*simulator, "/cgi-bin/camera?stream=1")));
    ASSERT_TRUE(still) << still.error().text();
    EXPECT_EQ(still->head.status, 200);
    EXPECT_TRUE(still->body.starts_with("\xff\xd8"));
    EXPECT_TRUE(still->body.ends_with("\xff\xd9"));
    EXPECT_EQ(fetch(get(url(*simulator, "/elsewhere")))->head.status, 404);
}

TEST_F(SimulatorTest, ManyClientsAreServedAtOnce) {
    const auto simulator = start();
    std::vector<std::unique_ptr<Client>> clients;
    for (int number = 0; number < 64; ++number) {
        clients.push_back(std::make_unique<Client>(simulator->port(), kStream));
    }
    for (const auto& client : clients) {
        client->readUntil("--ocellus\r\n", 3);
        EXPECT_EQ(client->count("HTTP/1.1 200 OK"), 1);
        EXPECT_GE(client->count("--ocellus\r\n"), 3);
    }
    EXPECT_EQ(simulator->state().clients, 64U);
}

struct Door {
    CameraAuth auth;
    Quirk quirk;
};

TEST_F(SimulatorTest, EveryKindOfPasswordWorksWithOurClient) {
    for (const Door& door :
         {Door{CameraAuth::Basic, Quirk::None}, Door{CameraAuth::Digest, Quirk::None},
          Door{CameraAuth::Digest, Quirk::DigestSha256}, Door{CameraAuth::Digest, Quirk::DigestSession},
          Door{CameraAuth::Digest, Quirk::DigestNoQop}, Door{CameraAuth::Digest, Quirk::DigestStale},
          Door{CameraAuth::Digest, Quirk::SeveralChallenges}}) {
        SimulatorSettings settings;
        settings.auth = door.auth;
        settings.quirk = door.quirk;
        const auto simulator = start(std::move(settings));
        HttpRequest request = get(url(*simulator, "/cgi-bin/camera?stream=1"));
        EXPECT_FALSE(fetch(request)) << static_cast<int>(door.quirk);
        request.username = "admin";
        request.password = Secret{"wrong"};
        const auto refused = fetch(request);
        ASSERT_FALSE(refused) << static_cast<int>(door.quirk);
        EXPECT_EQ(refused.error().kind, Error::Kind::Unauthorised) << refused.error().text();
        request.password = Secret{"ocellus"};
        const auto answer = fetch(request);
        ASSERT_TRUE(answer) << answer.error().text() << static_cast<int>(door.quirk);
        EXPECT_EQ(answer->head.status, 200) << static_cast<int>(door.quirk);
    }
}

TEST_F(SimulatorTest, SpeaksTls) {
    SimulatorSettings settings;
    settings.tls = true;
    const auto simulator = start(std::move(settings));
    HttpRequest request = get(url(*simulator, "/cgi-bin/camera?stream=1", true));
    EXPECT_FALSE(fetch(request)) << "nobody has vouched for its certificate";
    request.tls.policy = TlsPolicy::Accept;
    const auto answer = fetch(request);
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->head.status, 200);
}

TEST_F(SimulatorTest, ResetAndCloseEndTheStreamAfterSomePictures) {
    for (const auto& [quirk, result] : {std::pair{Quirk::Reset, -1}, std::pair{Quirk::Close, 0}}) {
        SimulatorSettings settings;
        settings.quirk = quirk;
        const auto simulator = start(std::move(settings));
        Client client{simulator->port(), kStream};
        client.readUntil("--ocellus\r\n", 100);
        EXPECT_EQ(client.count("--ocellus\r\n"), 4);
        EXPECT_EQ(client.lastResult(), result);
    }
}

TEST_F(SimulatorTest, RedirectsOnceOrForEver) {
    SimulatorSettings settings;
    settings.quirk = Quirk::Redirect;
    auto simulator = start(settings);
    const auto answer = fetch(get(url(*simulator, "/cgi-bin/camera?stream=1")));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->head.status, 200);
    settings.quirk = Quirk::RedirectLoop;
    simulator = start(settings);
    EXPECT_FALSE(fetch(get(url(*simulator, "/cgi-bin/camera?stream=1"))));
}

TEST_F(SimulatorTest, BadInputIsRefusedInWords) {
    SimulatorSettings settings;
    settings.clip = "/nowhere";
    EXPECT_EQ(Simulator::start(settings, kClock).error().kind, Error::Kind::NotFound);
    const auto taken = start();
    settings.clip = folder_.path().string();
    settings.port = taken->port();
    const auto second = Simulator::start(settings, kClock);
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find(std::to_string(taken->port())), std::string::npos);
    settings.bind = "localhost";
    EXPECT_EQ(Simulator::start(settings, kClock).error().kind, Error::Kind::BadInput);
}

TEST_F(SimulatorTest, ALongClipIsCutAtTheBoundOnMemory) {
    SimulatorSettings settings;
    settings.memory = 2000;
    const auto simulator = start(std::move(settings));
    while (!simulator->state().encoded) {
        std::this_thread::yield();
    }
    EXPECT_LT(simulator->state().pictures, 5U);
    EXPECT_EQ(simulator->state().error->kind, Error::Kind::Limit);
}

TEST_F(SimulatorTest, AVideoIsScaledAndPicked) {
    const auto clip = test::makeClip(folder_, {.file = "clip.avi"});
    if (!clip) {
        GTEST_SKIP() << "no ffmpeg here";
    }
    SimulatorSettings settings;
    settings.clip = *clip;
    settings.size = {320, 240};
    const auto simulator = Simulator::start(settings, kClock);
    ASSERT_TRUE(simulator) << simulator.error().text();
    const auto still = fetch(get(url(**simulator, "/cgi-bin/camera?stream=1")));
    ASSERT_TRUE(still);
    const auto size = JpegDecoder{}.readSize(
        {reinterpret_cast<const std::uint8_t*>(still->body.data()), still->body.size()});
    ASSERT_TRUE(size);
    EXPECT_EQ(size->width, 320);
    while (!(*simulator)->state().encoded) {
        std::this_thread::yield();
    }
    EXPECT_EQ((*simulator)->state().pictures, 10U) << "5 of 10 pictures per second, for 2 s";
    EXPECT_EQ((*simulator)->state().length, std::chrono::seconds{2});
}

}  // namespace
}  // namespace ocellus
