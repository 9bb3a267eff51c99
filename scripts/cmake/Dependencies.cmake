# SPDX-License-Identifier: Apache-2.0
# Everything comes from Debian packages, except what scripts/setup puts into the private folder .deps:
# the headers of Boost 1.81 and the OpenVINO wheel, which carries a C++ SDK.
set(OCELLUS_DEPS ${PROJECT_SOURCE_DIR}/.deps CACHE PATH "Private dependencies laid by scripts/setup")

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(yaml-cpp REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp)
    # yaml-cpp 0.7 names its target without a namespace.
    add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(prometheus-cpp REQUIRED)
pkg_check_modules(TurboJpeg REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(Sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(Mosquitto REQUIRED IMPORTED_TARGET libmosquitto)
find_library(YUV_LIBRARY yuv REQUIRED)
add_library(ocellus_yuv INTERFACE)
target_link_libraries(ocellus_yuv INTERFACE ${YUV_LIBRARY})

# Boost.Asio and Beast, compiled once in src/net/boost.cpp instead of in every file that names them.
set(OCELLUS_BOOST_INCLUDE ${OCELLUS_DEPS}/boost/usr/include)
if(NOT EXISTS ${OCELLUS_BOOST_INCLUDE}/boost/asio.hpp)
    message(FATAL_ERROR "Boost headers are not in ${OCELLUS_BOOST_INCLUDE}: run scripts/setup first")
endif()
add_library(ocellus_boost INTERFACE)
target_include_directories(ocellus_boost SYSTEM INTERFACE ${OCELLUS_BOOST_INCLUDE})
target_compile_definitions(ocellus_boost INTERFACE BOOST_ASIO_SEPARATE_COMPILATION
    BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)
target_link_libraries(ocellus_boost INTERFACE Threads::Threads OpenSSL::SSL OpenSSL::Crypto)

option(OCELLUS_MEDIA "Build the GStreamer rooms" ON)
if(OCELLUS_MEDIA)
    pkg_check_modules(GStreamer REQUIRED IMPORTED_TARGET gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0
        gio-2.0)
    pkg_get_variable(GStreamer_PLUGINS gstreamer-1.0 pluginsdir)
    pkg_check_modules(GStreamerRtsp IMPORTED_TARGET gstreamer-rtsp-server-1.0)
endif()

file(GLOB OCELLUS_OPENVINO_CMAKE ${OCELLUS_DEPS}/python/lib/python3*/site-packages/openvino/cmake)
if(NOT OCELLUS_OPENVINO_CMAKE)
    message(FATAL_ERROR "OpenVINO is not in ${OCELLUS_DEPS}/python: run scripts/setup first")
endif()
list(GET OCELLUS_OPENVINO_CMAKE 0 OpenVINO_DIR)
find_package(OpenVINO REQUIRED COMPONENTS Runtime)
